"""People with an authenticator, and the two steps in which they sign in."""

import time
from dataclasses import dataclass

import httpx
from pyotp import TOTP
from sqlalchemy import text

from shared.db import Sessions
from tests.services.gateway.people import sign_in

FACTOR = "/api/auth/second-factor"
SECOND_STEP = "/api/auth/sign-in/second-factor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Authenticator:
    """What a person has on their telephone, and on paper."""

    secret: str
    recovery_codes: list[str]

    def code(self, *, steps_from_now: int = 0) -> str:
        return TOTP(self.secret).at(int(time.time()), counter_offset=steps_from_now)

    def wrong_code(self) -> str:
        """Six digits that are right neither now nor soon."""
        right = {self.code(steps_from_now=steps) for steps in range(-3, 9)}
        return next(
            code for code in (f"{n:06}" for n in range(20)) if code not in right
        )


async def begin(client: httpx.AsyncClient) -> dict[str, str]:
    answer = await client.post(f"{FACTOR}/totp")
    assert answer.status_code == 200, answer.text
    begun: dict[str, str] = answer.json()
    return begun


async def confirm(client: httpx.AsyncClient, ticket: str, code: str) -> httpx.Response:
    return await client.post(
        f"{FACTOR}/totp/confirm", json={"ticket": ticket, "code": code}
    )


async def set_up(client: httpx.AsyncClient) -> Authenticator:
    """The code of this moment is used up by it."""
    begun = await begin(client)
    answer = await confirm(client, begun["ticket"], TOTP(begun["secret"]).now())
    assert answer.status_code == 200, answer.text
    codes = answer.json()["recovery_codes"]
    return Authenticator(secret=begun["secret"], recovery_codes=codes)


async def first_step(client: httpx.AsyncClient, email: str) -> str:
    """The ticket that the right password gives."""
    answer = await sign_in(client, email)
    assert answer.status_code == 401, answer.text
    assert answer.json()["code"] == "second_factor_required"
    ticket: str = answer.json()["ticket"]
    return ticket


async def second_step(
    client: httpx.AsyncClient, ticket: str, code: str
) -> httpx.Response:
    return await client.post(SECOND_STEP, json={"ticket": ticket, "code": code})


async def let_time_pass(sessions: Sessions) -> None:
    """As if the last code taken had been one of some minutes ago."""
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE totp_credentials SET last_step = last_step - 10")
        )
