"""Passkeys as tests use them: made, sent, signed with, and spoilt on purpose."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from shared.db import Sessions
from tests.fakes.authenticator import Authenticator, Lies

ALL = "/api/auth/passkeys"
SIGN_IN = "/api/auth/passkeys/sign-in"
AN_HOUR_AGO = "UPDATE sessions SET authenticated_at = now() - interval '1 hour'"


async def options(client: httpx.AsyncClient, path: str = ALL) -> dict[str, Any]:
    answer = await client.post(f"{path}/options")
    assert answer.status_code == 200, answer.text
    given: dict[str, Any] = answer.json()
    return given


async def send(
    client: httpx.AsyncClient, ticket: str, credential: Any, *, name: str = "Laptop"
) -> httpx.Response:
    body = {"ticket": ticket, "name": name, "credential": credential}
    return await client.post(ALL, json=body)


async def add(
    client: httpx.AsyncClient, device: Authenticator, lies: Lies | None = None
) -> httpx.Response:
    begun = await options(client)
    made = device.create(begun["options"], lies or Lies())
    return await send(client, begun["ticket"], made)


async def sign_in(
    client: httpx.AsyncClient, device: Authenticator, lies: Lies | None = None
) -> httpx.Response:
    begun = await options(client, SIGN_IN)
    signed = device.get(begun["options"], lies or Lies())
    body = {"ticket": begun["ticket"], "credential": signed}
    return await client.post(SIGN_IN, json=body)


async def names(client: httpx.AsyncClient) -> list[str]:
    return [item["name"] for item in (await client.get(ALL)).json()["items"]]


async def run(sessions: Sessions, statement: str) -> None:
    async with sessions.begin() as session:
        await session.execute(text(statement))


LIES = [
    pytest.param(Lies(origin="https://elsewhere.example"), id="another page"),
    pytest.param(Lies(rp_id="elsewhere.example"), id="another site"),
    pytest.param(Lies(challenge=b"one of yesterday"), id="another challenge"),
    pytest.param(Lies(is_verified=False), id="nobody checked"),
    pytest.param(Lies(is_present=False), id="nobody there"),
]


def without(credential: dict[str, Any], *path: str) -> dict[str, Any]:
    name, *rest = path
    inner = {k: v for k, v in credential.items() if k != name}
    if rest:
        inner[name] = without(credential[name], *rest)
    return inner


def broken(credential: dict[str, Any]) -> list[Any]:
    """The same in many wrong ways; each is a stranger's to send."""
    response = credential["response"]
    return [
        {},
        {"id": 1},
        *(without(credential, name) for name in ("id", "rawId", "type", "response")),
        *(without(credential, "response", name) for name in response),
        *(
            {**credential, "response": {**response, name: value}}
            for name in response
            if name != "transports"
            for value in ("", "AA", "é", "!", None, 1, "oA", "W10", "bnVsbA")
        ),
        {**credential, "id": "AAAA"},
        {**credential, "type": "password"},
        {**credential, "response": {**response, "userHandle": "éé"}},
        {**credential, "authenticatorAttachment": "pocket"},
    ]
