"""Guessing and flooding: how often somebody may try, and what it takes to get around it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import TypeAlias

import httpx
import pytest
from sqlalchemy import text

from services.gateway.rate_limits.errors import RateLimited
from services.gateway.rate_limits.limiter import Limit, RateLimiter, forget_full
from services.gateway.settings import GatewaySettings
from shared.db import Sessions
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import PASSWORD
from tests.services.gateway.people import sign_in
from tests.services.gateway.serving import serving

MARA = {"email": "mara@example.org", "password": PASSWORD, "name": "Mara"}
WRONG = "not the password"
LIMIT = Limit("trying", 7)

# A browser at a gateway with these limits, where Mara has signed up, in another one.
Guarded: TypeAlias = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def guarded(
    database_url: str,
    temporal_settings: TemporalSettings,
    storage_settings: StorageSettings,
) -> Guarded:
    @asynccontextmanager
    async def start(**limits: int) -> AsyncIterator[httpx.AsyncClient]:
        settings = GatewaySettings(
            accounts=AccountSettings.model_validate(limits),
            database=DatabaseSettings(url=database_url),
            storage=storage_settings,
            temporal=temporal_settings,
            web=WebSettings(environment="test"),
        )
        async with serving(settings) as url, httpx.AsyncClient(base_url=url) as client:
            answer = await client.post("/api/auth/sign-up", json=MARA)
            assert answer.status_code == 201, answer.text
            client.cookies.clear()
            client.headers["Origin"] = url
            yield client

    return start


async def taken(limiter: RateLimiter, subject: str, *, tries: int = 50) -> int:
    """How many of so many tries at once are let through."""
    answers = await asyncio.gather(
        *(limiter.take((LIMIT, subject)) for _ in range(tries)), return_exceptions=True
    )
    assert all(answer is None or isinstance(answer, RateLimited) for answer in answers)
    return answers.count(None)


async def let_pass(sessions: Sessions, *, minutes: int = 0, seconds: int = 0) -> None:
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE rate_buckets SET updated_at = updated_at - :past"),
            {"past": timedelta(minutes=minutes, seconds=seconds)},
        )


async def test_one_account_is_guessed_at_so_many_times_and_not_once_more(
    guarded: Guarded,
) -> None:
    async with guarded(sign_ins_per_hour=3) as client:
        answers = [await sign_in(client, MARA["email"], WRONG) for _ in range(4)]
        right = await sign_in(client, MARA["email"])

    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert_problem(answers[3], 429, "rate_limited")
    assert 1190 <= int(answers[3].headers["retry-after"]) <= 1200
    # Nor does the right one tell that it is right.
    assert_problem(right, 429, "rate_limited")


async def test_the_spelling_of_an_address_is_no_way_around(guarded: Guarded) -> None:
    spellings = ["mara@example.org", "Mara@example.org", "MARA@EXAMPLE.ORG"]

    async with guarded(sign_ins_per_hour=2) as client:
        answers = [await sign_in(client, spelling, WRONG) for spelling in spellings]

    assert [answer.status_code for answer in answers] == [401, 401, 429]


async def test_an_unknown_address_is_limited_in_the_same_way(guarded: Guarded) -> None:
    async with guarded(sign_ins_per_hour=2) as client:
        known, unknown = [
            [await sign_in(client, email, WRONG) for _ in range(3)]
            for email in (MARA["email"], "nobody@example.org")
        ]

    assert [answer.status_code for answer in known] == [401, 401, 429]
    assert [answer.status_code for answer in unknown] == [401, 401, 429]
    assert known[2].json().keys() == unknown[2].json().keys()
    assert known[1].content == unknown[1].content


async def test_one_network_address_may_not_try_many_accounts(guarded: Guarded) -> None:
    async with guarded(sign_ins_per_hour=1) as client:
        answers = [
            await sign_in(client, f"person{number}@example.org", WRONG)
            for number in range(11)
        ]

    assert [answer.status_code for answer in answers] == [401] * 10 + [429]


async def test_signing_in_well_costs_no_attempt(guarded: Guarded) -> None:
    async with guarded(sign_ins_per_hour=1) as client:
        well = [await sign_in(client, MARA["email"]) for _ in range(4)]
        wrong = [await sign_in(client, MARA["email"], WRONG) for _ in range(2)]

    assert [answer.status_code for answer in well] == [200] * 4
    assert [answer.status_code for answer in wrong] == [401, 429]


async def test_an_own_account_does_not_give_attempts_at_others_back(
    guarded: Guarded,
) -> None:
    async with guarded(sign_ins_per_hour=1) as client:
        answers = []
        for number in range(11):
            await sign_in(client, MARA["email"])
            answers.append(await sign_in(client, f"p{number}@example.org", WRONG))

    assert [answer.status_code for answer in answers] == [401] * 10 + [429]


async def test_a_stolen_browser_does_not_help_to_guess_the_password(
    guarded: Guarded,
) -> None:
    async with guarded(sign_ins_per_hour=3) as client:
        await sign_in(client, MARA["email"])
        changing = {"current": WRONG, "new": "a different horse battery"}
        answers = [
            await client.post("/api/auth/password", json=changing),
            await client.post("/api/auth/reauthenticate", json={"password": WRONG}),
            await sign_in(client, MARA["email"], WRONG),
            await client.post("/api/auth/password", json=changing),
            await client.post("/api/auth/reauthenticate", json={"password": PASSWORD}),
            await sign_in(client, MARA["email"], WRONG),
        ]

    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 3


async def test_of_fifty_guesses_at_once_only_so_many_are_tried(
    guarded: Guarded,
) -> None:
    async with guarded(sign_ins_per_hour=5) as client:
        answers = await asyncio.gather(
            *(sign_in(client, MARA["email"], WRONG) for _ in range(50))
        )

    codes = [answer.status_code for answer in answers]
    assert codes.count(401) == 5
    assert codes.count(429) == 45


async def test_one_network_address_opens_so_many_accounts_and_not_one_more(
    guarded: Guarded,
) -> None:
    async with guarded(sign_ups_per_hour=2) as client:
        answers = [
            await client.post(
                "/api/auth/sign-up", json={**MARA, "email": f"p{number}@example.org"}
            )
            for number in range(2)
        ]

    assert answers[0].status_code == 201
    assert_problem(answers[1], 429, "rate_limited")
    assert answers[1].headers["retry-after"]


async def test_takers_that_race_never_get_more_than_there_is(
    sessions: Sessions,
) -> None:
    assert await taken(RateLimiter(sessions), "mara@example.org") == 7


async def test_an_empty_bucket_fills_with_time_but_not_over_its_brim(
    sessions: Sessions,
) -> None:
    limiter = RateLimiter(sessions)
    await taken(limiter, "mara")

    await let_pass(sessions, minutes=20)
    after_a_while = await taken(limiter, "mara")
    await let_pass(sessions, minutes=600)
    after_long = await taken(limiter, "mara")

    assert after_a_while == 2
    assert after_long == 7


async def test_who_waits_as_told_is_let_through(sessions: Sessions) -> None:
    limiter = RateLimiter(sessions)
    await taken(limiter, "mara")
    with pytest.raises(RateLimited) as refusal:
        await limiter.take((LIMIT, "mara"))
    seconds = refusal.value.retry_after_seconds

    await let_pass(sessions, seconds=seconds)

    await limiter.take((LIMIT, "mara"))
    assert 0 < seconds <= 3600 / 7 + 1


async def test_a_refusal_of_one_limit_counts_nothing_of_another(
    sessions: Sessions,
) -> None:
    limiter = RateLimiter(sessions)
    await taken(limiter, "empty")

    for other in (Limit("aaa", 7), Limit("zzz", 7)):
        for _ in range(9):
            with pytest.raises(RateLimited):
                await limiter.take((LIMIT, "empty"), (other, "full"))
        for _ in range(7):
            await limiter.take((other, "full"))


async def test_giving_back_never_fills_over_the_brim(sessions: Sessions) -> None:
    limiter = RateLimiter(sessions)
    await limiter.take((LIMIT, "mara"))

    for _ in range(5):
        await limiter.give_back((LIMIT, "mara"))

    assert await taken(limiter, "mara") == 7


async def test_a_clock_that_is_set_back_takes_nothing_away(sessions: Sessions) -> None:
    limiter = RateLimiter(sessions)
    await limiter.take((LIMIT, "mara"))

    await let_pass(sessions, minutes=-600)

    assert await taken(limiter, "mara") == 6


@pytest.mark.parametrize(
    ("one", "another", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
async def test_a_network_counts_as_one_whatever_address_it_uses(
    sessions: Sessions, one: str, another: str, *, together: bool
) -> None:
    limiter = RateLimiter(sessions)

    await taken(limiter, one)

    assert await taken(limiter, another) == (0 if together else 7)


async def test_the_table_holds_no_address_in_clear(
    guarded: Guarded, sessions: Sessions
) -> None:
    async with guarded(sign_ins_per_hour=3) as client:
        await sign_in(client, MARA["email"], WRONG)
        async with sessions() as session:
            rows = await session.execute(text("SELECT b::text FROM rate_buckets AS b"))
            dump = " ".join(rows.scalars())

    assert "sign-in:" in dump
    assert "sign-up:" in dump
    assert "mara" not in dump
    assert "127.0.0.1" not in dump


async def test_buckets_that_are_full_again_are_forgotten(sessions: Sessions) -> None:
    limiter = RateLimiter(sessions)
    await taken(limiter, "long ago")
    await let_pass(sessions, minutes=61)
    await taken(limiter, "just now")

    await forget_full(sessions)

    async with sessions() as session:
        left = await session.execute(text("SELECT count(*) FROM rate_buckets"))
    assert left.scalar_one() == 1
    assert await taken(limiter, "just now") == 0
    assert await taken(limiter, "long ago") == 7
