"""Everything about an account in one file: all of it, and no secret."""

import base64
from collections.abc import Callable
from typing import Any

import httpx
from sqlalchemy import text

from services.gateway.auth.tokens import digest
from shared.db import Sessions
from shared.models.tables import TABLES
from tests.canaries import PASSWORD
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.belongings import (
    EMAIL,
    WORDS,
    Belongings,
    everything_of_one,
)
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.keys import new_key
from tests.services.gateway.people import email_of

EXPORT = "/api/auth/me/export"
# Public by their nature, or of an object's bytes: no key to anything.
NO_SECRETS = {"song_objects.sha256", "passkeys.credential_id", "passkeys.public_key"}


async def exported(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get(EXPORT)
    assert answer.status_code == 200, answer.text
    export: dict[str, Any] = answer.json()
    return export


async def test_it_is_a_file_to_keep(mara: httpx.AsyncClient) -> None:
    answer = await mara.get(EXPORT)

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["cache-control"] == "no-store"


async def test_all_that_is_kept_of_a_person_is_in_it(
    new_client: Callable[[], httpx.AsyncClient], sessions: Sessions
) -> None:
    mara = new_client()
    owns = await everything_of_one(mara, sessions)

    export = await exported(mara)

    assert export["user"]["email"] == EMAIL
    assert export["user"]["credits"]["balance"] == 11
    assert (export["has_password"], export["has_authenticator"]) == (True, True)
    counts = {
        name: len(rows) for name, rows in export.items() if isinstance(rows, list)
    }
    assert counts == {
        "songs": 2,
        "credit_entries": 2,
        "orders": 1,
        "likes": 1,
        "sessions": 2,
        "api_keys": 2,
        "passkeys": 1,
        "providers": 1,
    }
    assert owns.ids["song_id"] in str(export["songs"])
    assert all(each["prompt"] == WORDS for each in export["songs"])
    assert all(each["recipe"]["lyrics"] == WORDS for each in export["songs"])
    assert export["passkeys"][0]["name"] == f"{WORDS} laptop"


async def test_the_files_of_a_song_can_be_fetched(
    new_client: Callable[[], httpx.AsyncClient], sessions: Sessions
) -> None:
    mara = new_client()
    owns = await everything_of_one(mara, sessions)

    export = await exported(mara)

    [ready] = [each for each in export["songs"] if each["id"] == owns.ids["song_id"]]
    files = {each["name"]: each for each in ready["files"]}
    assert set(files) == {"mp3", "flac", "wav", "cover"}
    assert files["mp3"]["key"] == f"songs/{ready['id']}/mp3"
    assert "X-Amz-Signature" in files["mp3"]["url"]


async def test_no_secret_and_no_digest_of_one_is_in_it(
    new_client: Callable[[], httpx.AsyncClient], sessions: Sessions
) -> None:
    mara = new_client()
    await everything_of_one(mara, sessions)
    key = await new_key(mara)
    token = mara.cookies["session"]
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE totp_credentials SET secret = 'sealed-seed'")
        )
    secrets = [PASSWORD, key["secret"], key["secret"][-43:], token, "sealed-seed"]

    said = (await mara.get(EXPORT)).text

    digests = await _digests(sessions)
    assert digest(token) in digests
    assert [each for each in secrets if each in said] == []
    assert [each for each in digests if _is_in(each, said)] == []
    assert "$argon2" not in said


async def _digests(sessions: Sessions) -> list[bytes]:
    """All bytes that any table keeps, but for those that may be known."""
    columns = [
        f"SELECT {column.name} FROM {table.__tablename__}"  # noqa: S608
        for table in TABLES
        for column in table.__table__.columns  # type: ignore[attr-defined]
        if str(column.type) in {"BLOB", "BYTEA"}
        and f"{table.__tablename__}.{column.name}" not in NO_SECRETS
    ]
    async with sessions() as session:
        found = await session.execute(text(" UNION ALL ".join(columns)))
        return [bytes(each) for each in found.scalars().all()]


def _is_in(digested: bytes, said: str) -> bool:
    forms = (digested.hex(), base64.b64encode(digested).decode())
    urlsafe = base64.urlsafe_b64encode(digested).decode().rstrip("=")
    return any(form in said for form in (*forms, urlsafe))


async def test_nothing_of_anybody_else_is_in_it(
    new_client: Callable[[], httpx.AsyncClient],
    new_person: NewPerson,
    sessions: Sessions,
) -> None:
    owns: Belongings = await everything_of_one(new_client(), sessions)
    rui = await new_person()

    answer = await rui.get(EXPORT)

    assert answer.json()["user"]["email"] == await email_of(rui)
    assert owns.given_away_by(answer) == []


async def test_who_asks_too_often_waits(mara: httpx.AsyncClient) -> None:
    answers = [await mara.get(EXPORT) for _ in range(11)]

    assert [each.status_code for each in answers[:10]] == [200] * 10
    assert_problem(answers[10], 429, "rate_limited")


async def test_it_is_for_people_who_are_signed_in(nobody: httpx.AsyncClient) -> None:
    assert_problem(await nobody.get(EXPORT), 401, "not_signed_in")
