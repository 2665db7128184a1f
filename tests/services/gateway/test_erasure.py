"""Asking to be forgotten: the doors close at once, and nothing comes back."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlmodel import col, select
from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowFailureError,
)

from services.gateway.account.relay import erase_stranded
from services.gateway.settings import GatewaySettings
from services.workflows.activities.mail import DatabaseMailActivities
from shared.contracts.accounts import erasure_workflow_id
from shared.contracts.mail import DeliverMail
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.ledger import Ledger
from shared.models.mail import Mail, MailPurpose
from shared.models.song import Song
from shared.models.user import User
from shared.outside_settings import MailSettings
from shared.s3 import S3Storage
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.fakes.activities import StuckInference
from tests.fakes.mail_sink import running_mail_sink
from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.conftest import PASSWORD
from tests.services.gateway.ending import end, end_mail_workflows
from tests.services.gateway.people import api_key_of, email_of, id_of, sign_in
from tests.services.gateway.serving import serving
from tests.services.workflows.erasing import a_song, erasing_workers, the_activities


@pytest.fixture
async def mara_id(
    mara: httpx.AsyncClient, sessions: Sessions, temporal: Client
) -> AsyncIterator[UUID]:
    user_id = await id_of(mara)
    yield user_id
    await end(temporal, erasure_workflow_id(user_id))
    await end_mail_workflows(sessions, temporal)


async def be_forgotten(client: httpx.AsyncClient) -> None:
    answer = await client.delete("/api/auth/me")
    assert answer.status_code == 204, answer.text


async def is_there(sessions: Sessions, user_id: UUID) -> bool:
    async with sessions() as session:
        return await session.get(User, user_id) is not None


async def test_every_door_closes_at_once(
    mara: httpx.AsyncClient,
    mara_id: UUID,
    new_client: Callable[[], httpx.AsyncClient],
    sessions: Sessions,
) -> None:
    elsewhere, script = new_client(), new_client()
    await sign_in(elsewhere, await email_of(mara))
    script.headers["Authorization"] = f"Bearer {await api_key_of(mara, sessions)}"
    assert (await script.get("/api/songs")).status_code == 200

    await be_forgotten(mara)

    assert "session" not in mara.cookies
    assert_problem(await elsewhere.get("/api/auth/me"), 401, "not_signed_in")
    assert_problem(await script.get("/api/songs"), 401, "invalid_api_key")


async def test_signing_in_afterwards_answers_as_if_nobody_had_been_there(
    mara: httpx.AsyncClient, mara_id: UUID, nobody: httpx.AsyncClient
) -> None:
    email = await email_of(mara)

    await be_forgotten(mara)

    known = await sign_in(nobody, email)
    never = await sign_in(nobody, "never@example.org")
    assert_problem(known, 401, "wrong_credentials")
    assert known.content == never.content


async def test_the_same_address_can_sign_up_anew_at_once(
    mara: httpx.AsyncClient, mara_id: UUID, nobody: httpx.AsyncClient
) -> None:
    email = await email_of(mara)

    await be_forgotten(mara)
    answer = await nobody.post(
        "/api/auth/sign-up", json={"email": email, "password": PASSWORD, "name": "M"}
    )

    assert answer.status_code == 201
    assert UUID(answer.json()["id"]) != mara_id
    assert answer.json()["credits"]["balance"] == 10


async def test_the_row_that_waits_names_nobody(
    mara: httpx.AsyncClient, mara_id: UUID, sessions: Sessions
) -> None:
    await be_forgotten(mara)

    async with sessions() as session:
        user = await session.get_one(User, mara_id)
    assert user.email == f"erased-{mara_id}@erased.invalid"
    assert (user.name, user.password_hash, user.email_verified) == ("", None, False)


async def test_published_songs_are_heard_no_more(
    mara: httpx.AsyncClient,
    mara_id: UUID,
    nobody: httpx.AsyncClient,
    sessions: Sessions,
) -> None:
    song_id = await a_song(sessions, mara_id)
    async with sessions.begin() as session:
        (await session.get_one(Song, song_id)).published = True
    assert (await nobody.get(f"/api/songs/{song_id}")).status_code == 200

    await be_forgotten(mara)

    assert_problem(await nobody.get(f"/api/songs/{song_id}"), 404, "not_found")


async def test_no_mail_on_its_way_brings_a_new_link(
    mara: httpx.AsyncClient, mara_id: UUID, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        session.add(
            Mail(
                purpose=MailPurpose.RESET_PASSWORD,
                address="mara@example.org",
                user_id=mara_id,
            )
        )

    await be_forgotten(mara)

    async with sessions() as session:
        waiting = await session.exec(
            select(Mail.purpose).where(col(Mail.settled_at).is_(None))
        )
    assert waiting.all() == [MailPurpose.ACCOUNT_ERASED]


async def test_asking_twice_is_asking_once(
    mara: httpx.AsyncClient, mara_id: UUID, sessions: Sessions
) -> None:
    answers = await asyncio.gather(*(mara.delete("/api/auth/me") for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [204, 401, 401, 401]
    async with sessions() as session:
        farewells = await session.exec(
            select(Mail).where(Mail.purpose == MailPurpose.ACCOUNT_ERASED)
        )
    assert len(farewells.all()) == 1


async def test_a_song_being_made_ends_and_all_is_gone(
    mara: httpx.AsyncClient,
    mara_id: UUID,
    sessions: Sessions,
    storage: S3Storage,
    temporal: Client,
) -> None:
    inference = StuckInference()
    async with erasing_workers(temporal, *the_activities(sessions, storage), inference):
        song = temporal.get_workflow_handle(workflow_id(UUID((await ask(mara))["id"])))
        await asyncio.to_thread(inference.started.wait)
        await be_forgotten(mara)
        await temporal.get_workflow_handle(erasure_workflow_id(mara_id)).result()
        with pytest.raises(WorkflowFailureError):
            await song.result()

    assert (await song.describe()).status == WorkflowExecutionStatus.CANCELED
    assert not await is_there(sessions, mara_id)
    async with sessions() as session:
        assert await Ledger(session).funds(mara_id) == Funds(balance=10, reserved=0)
        assert (await session.exec(select(Song))).all() == []
        kinds = await session.execute(
            text("SELECT kind FROM ledger_entries ORDER BY position")
        )
    assert kinds.scalars().all() == ["grant", "reserve", "release"]


async def test_the_farewell_arrives_after_the_person_is_gone(
    mara: httpx.AsyncClient,
    mara_id: UUID,
    sessions: Sessions,
    storage: S3Storage,
    temporal: Client,
    tmp_path: Path,
) -> None:
    email = await email_of(mara)
    async with erasing_workers(temporal, *the_activities(sessions, storage)):
        await be_forgotten(mara)
        await temporal.get_workflow_handle(erasure_workflow_id(mara_id)).result()
    async with sessions() as session:
        farewell = (
            await session.exec(
                select(Mail).where(Mail.purpose == MailPurpose.ACCOUNT_ERASED)
            )
        ).one()

    with running_mail_sink(tmp_path) as sink:
        post = MailSettings(smtp_url=SecretStr(sink.smtp_url))
        mails = DatabaseMailActivities.of(sessions, post, WebSettings())
        await mails.deliver_mail(DeliverMail(mail_id=farewell.id))
        caught = await asyncio.to_thread(sink.mails)

    assert not await is_there(sessions, mara_id)
    assert len(caught) == 1
    assert email in str(caught[0])


async def test_an_erasure_that_was_ended_from_outside_begins_again(
    mara: httpx.AsyncClient,
    mara_id: UUID,
    sessions: Sessions,
    storage: S3Storage,
    temporal: Client,
) -> None:
    await be_forgotten(mara)
    handle = temporal.get_workflow_handle(erasure_workflow_id(mara_id))
    await handle.terminate()

    started = [await erase_stranded(sessions, temporal) for _ in range(2)]
    async with erasing_workers(temporal, *the_activities(sessions, storage)):
        await handle.result()

    assert started == [1, 1]
    assert not await is_there(sessions, mara_id)
    assert await erase_stranded(sessions, temporal) == 0


async def test_an_erasure_asked_for_while_temporal_is_away_is_begun_later(
    database_url: str,
    storage_settings: StorageSettings,
    sessions: Sessions,
    temporal: Client,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        nowhere = f"127.0.0.1:{door.getsockname()[1]}"
    settings = GatewaySettings(
        accounts=AccountSettings(),
        database=DatabaseSettings(url=database_url),
        storage=storage_settings,
        temporal=TemporalSettings(address=nowhere),
        web=WebSettings(environment="test"),
    )
    body = {"email": "mara@example.org", "password": PASSWORD, "name": "Mara"}
    async with (
        serving(settings) as url,
        httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=30) as mara,
    ):
        await mara.post("/api/auth/sign-up", json=body)
        user_id = await id_of(mara)
        await be_forgotten(mara)

    assert await erase_stranded(sessions, temporal) == 1

    begun = await temporal.get_workflow_handle(erasure_workflow_id(user_id)).describe()
    assert begun.status == WorkflowExecutionStatus.RUNNING
    await end(temporal, erasure_workflow_id(user_id))
