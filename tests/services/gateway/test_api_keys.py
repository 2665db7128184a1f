"""Keys with which a person's own programs ask: made once, listed, and revoked."""

import asyncio

import httpx
import pytest
from sqlalchemy import text

from services.gateway.auth.scopes import Scope
from shared.db import Sessions
from tests.e2e.waiting import until_true
from tests.services.gateway.asking import DESCRIPTION, assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.keys import bearer, new_key

ALL = [scope.value for scope in Scope]


async def _run(sessions: Sessions, statement: str) -> None:
    async with sessions.begin() as session:
        await session.execute(text(statement))


async def _wait(sessions: Sessions, count: int) -> bool:
    """Whether so many wait for what a transaction holds."""
    async with sessions() as session:
        waiting = await session.execute(
            text("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
        )
        return int(waiting.scalar_one()) >= count


async def test_the_secret_is_shown_once_and_kept_nowhere(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    answer = await mara.post("/api/api-keys", json={"name": "Radio"})

    key = answer.json()
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    assert key["secret"] == f"{key['prefix']}_{key['secret'][-43:]}"
    assert key["prefix"] == f"mk_live_{key['public_id']}"
    async with sessions() as session:
        rows = await session.execute(text("SELECT api_keys::text FROM api_keys"))
        dump = " ".join(rows.scalars())
    secret = key["secret"][-43:]
    assert key["public_id"] in dump
    assert secret not in dump
    assert secret.encode().hex() not in dump
    del key["secret"]
    assert (await mara.get("/api/api-keys")).json()["items"] == [key]


async def test_a_key_may_do_everything_for_ever_unless_told_otherwise(
    mara: httpx.AsyncClient,
) -> None:
    free, bound = (
        await new_key(mara),
        await new_key(mara, scopes=["songs:read", "songs:read"], expires_in_days=1),
    )

    assert (free["scopes"], free["expires_at"]) == (ALL, None)
    assert bound["scopes"] == ["songs:read"]
    assert bound["expires_at"] > bound["created_at"]


async def test_a_key_acts_for_its_person(
    mara: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    key = await new_key(mara)

    asked = await program.post("/api/songs", json=DESCRIPTION, headers=bearer(key))
    credit = await program.get("/api/credits", headers=bearer(key))

    assert asked.status_code == 202
    assert credit.json()["available"] == 10
    mine = (await mara.get("/api/songs")).json()["items"]
    assert [song["id"] for song in mine] == [asked.json()["songs"][0]["id"]]
    [listed] = (await mara.get("/api/api-keys")).json()["items"]
    assert listed["last_used_at"] is not None


@pytest.mark.parametrize(
    "ageing",
    [
        "UPDATE api_keys SET expires_at = now() - interval '1 second'",
        "DELETE FROM api_keys",
        "UPDATE users SET erased_at = now()",
    ],
)
async def test_a_key_that_is_over_opens_nothing(
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    sessions: Sessions,
    ageing: str,
) -> None:
    headers = bearer(await new_key(mara, expires_in_days=1))
    before = await program.get("/api/songs", headers=headers)

    await _run(sessions, ageing)

    assert before.status_code == 200
    assert_problem(
        await program.get("/api/songs", headers=headers), 401, "invalid_api_key"
    )


async def test_a_revoked_key_is_dead_on_the_next_request_and_its_sister_lives(
    mara: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    dead, alive = await new_key(mara), await new_key(mara, scopes=["credits:read"])
    await program.get("/api/credits", headers=bearer(dead))

    revoked = await mara.delete(f"/api/api-keys/{dead['id']}")

    again = await mara.delete(f"/api/api-keys/{dead['id']}")
    assert revoked.status_code == 204
    assert_problem(again, 404, "not_found")
    assert_problem(
        await program.get("/api/credits", headers=bearer(dead)), 401, "invalid_api_key"
    )
    assert (await program.get("/api/credits", headers=bearer(alive))).is_success
    refused = await program.get("/api/songs", headers=bearer(alive))
    assert_problem(refused, 403, "insufficient_scope")


async def test_a_key_that_is_revoked_while_it_is_used_is_refused(
    mara: httpx.AsyncClient, program: httpx.AsyncClient, sessions: Sessions
) -> None:
    headers = bearer(await new_key(mara))

    async with sessions.begin() as session:
        await session.execute(text("DELETE FROM api_keys"))
        asking = asyncio.create_task(program.get("/api/songs", headers=headers))
        await until_true(
            lambda: _wait(sessions, 1), what="the key is in use", within_seconds=20
        )

    assert_problem(await asking, 401, "invalid_api_key")


async def test_the_right_id_with_another_secret_is_wrong(
    mara: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    one, other = await new_key(mara), await new_key(mara)
    mixed = {"secret": f"{one['prefix']}_{other['secret'][-43:]}"}

    answer = await program.get("/api/songs", headers=bearer(mixed))

    assert_problem(answer, 401, "invalid_api_key")


async def test_another_persons_key_does_not_exist(
    mara: httpx.AsyncClient, new_person: NewPerson, program: httpx.AsyncClient
) -> None:
    key = await new_key(mara)
    rui = await new_person()

    answer = await rui.delete(f"/api/api-keys/{key['id']}")

    assert_problem(answer, 404, "not_found")
    assert (await rui.get("/api/api-keys")).json()["items"] == []
    assert (await program.get("/api/songs", headers=bearer(key))).status_code == 200


async def test_a_new_key_needs_somebody_who_has_just_proved_who_they_are(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    await _run(
        sessions, "UPDATE sessions SET authenticated_at = now() - interval '16 minutes'"
    )

    answer = await mara.post("/api/api-keys", json={"name": "Radio"})

    assert_problem(answer, 403, "reauthentication_required")
    assert (await mara.get("/api/api-keys")).json()["items"] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 81),
        ("name", "a\nb"),
        ("name", None),
        ("scopes", []),
        ("scopes", None),
        ("scopes", "songs:read"),
        ("scopes", ["songs:delete"]),
        ("expires_in_days", 0),
        ("expires_in_days", 3651),
        ("expires_in_days", "7"),
        ("secret", "mine"),
    ],
)
async def test_a_key_that_cannot_be_names_its_field(
    mara: httpx.AsyncClient, field: str, value: object
) -> None:
    answer = await mara.post("/api/api-keys", json={"name": "Radio", field: value})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith(field)


_FILL = """
    INSERT INTO api_keys (id, user_id, name, public_id, secret_sha256, scopes,
                          created_at, expires_at)
    SELECT gen_random_uuid(), (SELECT id FROM users), 'old', lpad(n::text, 8, 'a'), '',
           '{}', now(), now() + {life}
    FROM generate_series(1, {count}) AS n
"""


async def test_racing_requests_do_not_pass_the_limit_of_keys(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    fill = _FILL.replace("{life}", "interval '1 day'").replace("{count}", "48")
    await _run(sessions, fill)

    async with sessions.begin() as session:
        # All four arrive before the first may go on.
        await session.execute(text("SELECT FROM users FOR UPDATE"))
        asking = [
            asyncio.create_task(mara.post("/api/api-keys", json={"name": "Radio"}))
            for _ in range(4)
        ]
        await until_true(
            lambda: _wait(sessions, 4), what="all four wait", within_seconds=20
        )
    answers = await asyncio.gather(*asking)

    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert_problem(refused, 409, "too_many_api_keys")
    assert refused.json()["limit"] == 50


async def test_expired_keys_do_not_count(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    fill = _FILL.replace("{life}", "interval '-1 day'").replace("{count}", "60")
    await _run(sessions, fill)

    assert (await new_key(mara))["name"] == "Radio"


async def test_my_keys_come_newest_first_in_pages(mara: httpx.AsyncClient) -> None:
    made = [await new_key(mara, name=f"Key {number}") for number in range(3)]

    first = (await mara.get("/api/api-keys?limit=2")).json()
    second = (await mara.get(f"/api/api-keys?cursor={first['next_cursor']}")).json()

    assert [key["id"] for key in first["items"]] == [made[2]["id"], made[1]["id"]]
    assert [key["id"] for key in second["items"]] == [made[0]["id"]]
    assert second["next_cursor"] is None
