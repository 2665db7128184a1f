"""A person's own account: its name, its password, and proving once more who one is."""

import asyncio
import threading
import unicodedata
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import select
from temporalio.client import Client

from services.gateway.auth.passwords import Passwords
from shared.contracts.mail import mail_workflow_id
from shared.db import Sessions
from shared.models.mail import Mail, MailPurpose
from shared.models.single_use_token import TokenPurpose
from shared.models.user import User
from shared.single_use import InvalidToken, SingleUseTokens
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import PASSWORD
from tests.services.gateway.ending import end_mail_workflows
from tests.services.gateway.locks import waiting_for_a_lock
from tests.services.gateway.people import api_key_of, email_of, id_of, sign_in

NEW = "a different horse battery"
AN_HOUR_AGO = text(
    "UPDATE sessions SET authenticated_at = authenticated_at - interval '1 hour'"
)


@pytest.fixture(autouse=True)
async def end_mails(
    gateway_url: str, sessions: Sessions, temporal: Client
) -> AsyncIterator[None]:
    yield
    await end_mail_workflows(sessions, temporal)


@pytest.fixture
async def elsewhere(
    mara: httpx.AsyncClient, new_client: Callable[[], httpx.AsyncClient]
) -> httpx.AsyncClient:
    """Another browser in which Mara is signed in."""
    client = new_client()
    assert (await sign_in(client, await email_of(mara))).status_code == 200
    return client


async def change(client: httpx.AsyncClient, **body: Any) -> httpx.Response:
    return await client.post(
        "/api/auth/password", json={"current": PASSWORD, "new": NEW, **body}
    )


async def test_a_person_can_be_called_otherwise(mara: httpx.AsyncClient) -> None:
    answer = await mara.patch("/api/auth/me", json={"name": "  Mara Lind "})

    assert answer.status_code == 200
    assert answer.json()["name"] == "Mara Lind"
    assert (await mara.get("/api/auth/me")).json()["name"] == "Mara Lind"


@pytest.mark.parametrize(
    "body", [{}, {"name": ""}, {"name": "a\nb"}, {"name": "A", "email": "a@b.example"}]
)
async def test_a_name_that_cannot_be_changes_nothing(
    mara: httpx.AsyncClient, body: dict[str, str]
) -> None:
    answer = await mara.patch("/api/auth/me", json=body)

    assert_problem(answer, 422, "invalid_request")
    assert (await mara.get("/api/auth/me")).json()["name"] == "Mara"


async def test_a_new_password_is_the_only_one(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    email = await email_of(mara)

    answer = await change(mara)

    assert answer.status_code == 204
    assert (await sign_in(nobody, email, NEW)).status_code == 200
    assert_problem(await sign_in(nobody, email, PASSWORD), 401, "wrong_credentials")


async def test_a_new_password_signs_out_everywhere_else(
    mara: httpx.AsyncClient, elsewhere: httpx.AsyncClient
) -> None:
    await change(mara)

    assert (await mara.get("/api/auth/me")).status_code == 200
    assert_problem(await elsewhere.get("/api/auth/me"), 401, "not_signed_in")


async def test_a_new_password_makes_the_old_token_worthless(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    nobody.cookies = httpx.Cookies(mara.cookies)

    answer = await change(mara)

    assert "httponly" in answer.headers["set-cookie"].lower()
    assert mara.cookies["session"] != nobody.cookies["session"]
    assert_problem(await nobody.get("/api/auth/me"), 401, "not_signed_in")


@pytest.mark.parametrize("current", ["not my password", None])
async def test_a_password_is_changed_only_by_who_knows_it(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    elsewhere: httpx.AsyncClient,
    current: str | None,
) -> None:
    answer = await change(mara, current=current)

    assert_problem(answer, 401, "wrong_credentials")
    assert (await sign_in(nobody, await email_of(mara))).status_code == 200
    assert (await elsewhere.get("/api/auth/me")).status_code == 200


async def test_the_person_is_told_of_a_new_password_by_mail(
    mara: httpx.AsyncClient, sessions: Sessions, temporal: Client
) -> None:
    await change(mara)

    async with sessions() as session:
        mail = (
            await session.exec(
                select(Mail).where(Mail.purpose == MailPurpose.PASSWORD_CHANGED)
            )
        ).one()
    assert mail.user_id == await id_of(mara)
    begun = await temporal.get_workflow_handle(mail_workflow_id(mail.id)).describe()
    assert begun.id == mail_workflow_id(mail.id)


@pytest.mark.parametrize(
    "purpose",
    [
        TokenPurpose.RESET_PASSWORD,
        TokenPurpose.SECOND_FACTOR,
        TokenPurpose.CHANGE_EMAIL,
    ],
)
async def test_what_was_begun_with_the_old_password_ends_with_it(
    mara: httpx.AsyncClient, sessions: Sessions, purpose: TokenPurpose
) -> None:
    token = await _issue(sessions, await id_of(mara), purpose)

    await change(mara)

    with pytest.raises(InvalidToken):
        async with sessions.begin() as session:
            await SingleUseTokens(session).redeem(token, purpose)


async def test_a_sign_in_that_races_a_new_password_does_not_survive_it(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    """The old password was compared, and right; before a session begins, it is changed."""
    email = await email_of(mara)

    async with sessions.begin() as session:
        await session.execute(text("SELECT FROM users FOR UPDATE"))
        late = asyncio.create_task(sign_in(nobody, email))
        await waiting_for_a_lock(sessions)
        await session.execute(text("UPDATE users SET password_hash = 'another'"))

    assert_problem(await late, 401, "wrong_credentials")


async def test_of_two_changes_that_race_one_wins(mara: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(
        change(mara, new="the first new horse"),
        change(mara, new="the second new horse"),
    )

    assert sorted(answer.status_code for answer in answers) == [204, 401]


async def test_an_account_without_a_password_gets_one_from_who_came_in_lately(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        (await session.exec(select(User))).one().password_hash = None
        await session.execute(AN_HOUR_AGO)

    too_late = await change(mara, current=None)
    async with sessions.begin() as session:
        await session.execute(text("UPDATE sessions SET authenticated_at = now()"))
    in_time = await mara.post("/api/auth/password", json={"new": NEW})

    assert_problem(too_late, 403, "reauthentication_required")
    assert in_time.status_code == 204
    assert (await sign_in(nobody, await email_of(mara), NEW)).status_code == 200


async def test_proving_who_one_is_opens_what_is_sensitive(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        await session.execute(AN_HOUR_AGO)
    nobody.cookies = httpx.Cookies(mara.cookies)

    before = await mara.delete("/api/auth/me")
    proof = await mara.post("/api/auth/reauthenticate", json={"password": PASSWORD})
    async with sessions() as session:
        recent = await session.execute(
            text("SELECT authenticated_at > now() - interval '1 minute' FROM sessions")
        )

    assert_problem(before, 403, "reauthentication_required")
    assert proof.status_code == 204
    assert recent.scalars().all() == [True]
    assert_problem(await nobody.get("/api/auth/me"), 401, "not_signed_in")
    assert (await mara.get("/api/auth/me")).status_code == 200


async def test_a_wrong_proof_changes_nothing(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        await session.execute(AN_HOUR_AGO)

    answer = await mara.post("/api/auth/reauthenticate", json={"password": NEW})

    assert_problem(answer, 401, "wrong_credentials")
    assert_problem(await mara.delete("/api/auth/me"), 403, "reauthentication_required")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/api/auth/me", {"name": "Script"}),
        ("DELETE", "/api/auth/me", None),
        ("POST", "/api/auth/password", {"current": PASSWORD, "new": NEW}),
        ("POST", "/api/auth/reauthenticate", {"password": PASSWORD}),
        ("GET", "/api/auth/sessions", None),
        ("DELETE", "/api/auth/sessions/00000000-0000-4000-8000-000000000000", None),
    ],
)
async def test_neither_a_key_nor_a_stranger_reaches_an_account(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    sessions: Sessions,
    method: str,
    path: str,
    body: dict[str, str] | None,
) -> None:
    key = await api_key_of(mara, sessions)

    by_key = await nobody.request(
        method, path, json=body, headers={"Authorization": f"Bearer {key}"}
    )
    by_nobody = await nobody.request(method, path, json=body)

    assert_problem(by_key, 403, "session_required")
    assert_problem(by_nobody, 401, "not_signed_in")


@pytest.mark.parametrize(
    "password",
    [
        *("password", "PassWord1", "12345678", "Football", "musicgenerator"),
        *("1234567", "éé" * 3, "e\u0301" * 7),
    ],
)
async def test_a_password_that_anybody_would_guess_is_refused(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, password: str
) -> None:
    sign_up = {"email": "c@example.org", "password": password, "name": "C"}

    fresh = await nobody.post("/api/auth/sign-up", json=sign_up)
    changed = await change(mara, new=password)

    assert_problem(fresh, 422, "invalid_request", field="password")
    assert_problem(changed, 422, "invalid_request", field="new")


@pytest.mark.parametrize("part", ["carolina.lind@example.org", "Carolina.Lind"])
async def test_nobodys_password_is_their_own_address(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions, part: str
) -> None:
    sign_up = {"email": "carolina.lind@example.org", "password": part, "name": "C"}

    fresh = await nobody.post("/api/auth/sign-up", json=sign_up)
    async with sessions.begin() as session:
        (await session.exec(select(User))).one().email = sign_up["email"]
    changed = await change(mara, new=part)

    assert_problem(fresh, 422, "password_is_email", field="password")
    assert_problem(changed, 422, "password_is_email", field="new")


@pytest.mark.parametrize(
    "password",
    ["x" * 127 + "y", "🎵" * 128, "correct horse battery", "        ", "ﬁnale of ﬁve"],
)
async def test_a_password_may_be_long_and_hold_anything(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, password: str
) -> None:
    email = await email_of(mara)

    assert (await change(mara, new=password)).status_code == 204

    assert (await sign_in(nobody, email, password)).status_code == 200
    cut = await sign_in(nobody, email, password[:-1])
    assert_problem(cut, 401, "wrong_credentials")


async def test_another_keyboard_writes_the_same_password(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    composed = unicodedata.normalize("NFC", "pässwörd für Zoë")
    taken_apart = unicodedata.normalize("NFD", composed)
    email = await email_of(mara)

    await change(mara, new=taken_apart)

    assert composed != taken_apart
    assert (await sign_in(nobody, email, composed)).status_code == 200
    assert (await sign_in(nobody, email, taken_apart)).status_code == 200


async def test_nobody_can_take_the_place_of_somebody_erased(
    nobody: httpx.AsyncClient,
) -> None:
    body = {"email": "erased-1@erased.invalid", "password": PASSWORD, "name": "X"}

    answer = await nobody.post("/api/auth/sign-up", json=body)

    assert_problem(answer, 422, "invalid_request", field="email")


async def test_at_most_two_passwords_are_hashed_at_once_while_others_are_served() -> (
    None
):
    before = set(threading.enumerate())
    passwords, turns = Passwords(), 0

    hashing = asyncio.gather(*(passwords.hash(f"password {n}") for n in range(6)))
    while not hashing.done():
        await asyncio.sleep(0)
        turns += 1

    assert len(set(await hashing)) == 6
    hashers = [
        thread
        for thread in set(threading.enumerate()) - before
        if thread.name.startswith("password")
    ]
    assert len(hashers) == 2
    assert turns > 100


async def _issue(sessions: Sessions, user_id: UUID, purpose: TokenPurpose) -> str:
    async with sessions.begin() as session:
        return await SingleUseTokens(session).issue(
            purpose, life=timedelta(hours=1), user_id=user_id
        )
