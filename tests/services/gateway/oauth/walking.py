"""The way of a browser from our page to a provider's and back."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from sqlalchemy import text

from shared.db import Sessions

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
PERSON = {"Accept": "text/html,application/xhtml+xml"}


async def start(
    browser: httpx.AsyncClient,
    provider: str = "acme",
    *,
    headers: dict[str, str] | None = None,
    **params: str,
) -> httpx.Response:
    """Ask where to sign in."""
    path = f"/api/auth/oauth/{provider}/start"
    return await browser.get(path, params=params, headers=headers)


async def go_there(
    browser: httpx.AsyncClient, provider: str = "acme", **params: str
) -> str:
    """Sign in at the provider; the address that it sends the browser back to."""
    begun = await start(browser, provider, headers=OWN_PAGE, **params)
    assert begun.status_code == 303, begun.text
    there = await browser.get(begun.headers["location"])
    assert there.status_code == 302, there.text
    return there.headers["location"]


async def walk(
    browser: httpx.AsyncClient,
    provider: str = "acme",
    *,
    headers: dict[str, str] | None = None,
    **params: str,
) -> httpx.Response:
    """All the way, and what we say at its end."""
    back = await go_there(browser, provider, **params)
    return await browser.get(back, headers=headers)


async def me(browser: httpx.AsyncClient) -> dict[str, Any]:
    answer = await browser.get("/api/auth/me")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def linked(browser: httpx.AsyncClient) -> list[str]:
    answer = await browser.get("/api/auth/oauth/accounts")
    return [item["provider"] for item in answer.json()["items"]]


def asked_of(url: str) -> dict[str, str]:
    """An address's query."""
    return {name: said[0] for name, said in parse_qs(urlsplit(url).query).items()}


async def change(sessions: Sessions, statement: str) -> None:
    async with sessions.begin() as session:
        await session.execute(text(statement))


async def count(sessions: Sessions, what: str) -> int:
    async with sessions() as session:
        found = await session.execute(text(f"SELECT count(*) FROM {what}"))  # noqa: S608
        return int(found.scalar_one())
