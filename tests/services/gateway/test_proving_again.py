"""Proving once more who one is, where a second factor is set up."""

import httpx
import pytest
from sqlalchemy import text

from shared.db import Sessions
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import PASSWORD
from tests.services.gateway.factors import FACTOR, let_time_pass, set_up


async def prove(client: httpx.AsyncClient, **proof: str) -> httpx.Response:
    return await client.post(
        "/api/auth/reauthenticate", json={"password": PASSWORD, **proof}
    )


async def grow_old(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE sessions SET authenticated_at = now() - interval '1 hour'")
        )


async def test_the_password_alone_is_not_enough_to_remove_the_second_factor(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    await set_up(mara)
    await grow_old(sessions)

    answer = await prove(mara)

    assert_problem(answer, 400, "code_required", field="code")
    refused = await mara.delete(f"{FACTOR}/totp")
    assert_problem(refused, 403, "reauthentication_required")


async def test_password_and_code_are(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    authenticator = await set_up(mara)
    await grow_old(sessions)
    await let_time_pass(sessions)

    answer = await prove(mara, code=authenticator.code())

    assert answer.status_code == 204, answer.text
    assert (await mara.delete(f"{FACTOR}/totp")).status_code == 204


async def test_a_recovery_code_is_as_good_and_works_once(
    mara: httpx.AsyncClient,
) -> None:
    code = (await set_up(mara)).recovery_codes[0]

    first, again = await prove(mara, code=code), await prove(mara, code=code)

    assert first.status_code == 204, first.text
    assert_problem(again, 400, "wrong_code", field="code")


@pytest.mark.parametrize("code", ["000000", "not a code"])
async def test_ten_wrong_codes_an_hour_are_all(
    mara: httpx.AsyncClient, sessions: Sessions, code: str
) -> None:
    authenticator = await set_up(mara)
    wrong = authenticator.wrong_code() if code.isdigit() else code
    for _ in range(10):
        assert_problem(await prove(mara, code=wrong), 400, "wrong_code")
    await let_time_pass(sessions)

    answer = await prove(mara, code=authenticator.code())

    assert_problem(answer, 429, "rate_limited")
    assert int(answer.headers["Retry-After"]) > 0
