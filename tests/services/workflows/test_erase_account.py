"""Forgetting a person: what goes, what stays, and what may happen meanwhile."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func
from sqlmodel import col, select
from temporalio import activity
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer
from typing_extensions import override

from services.workflows.activities.accounts import DatabaseAccountActivities
from services.workflows.definitions.erase_account import EraseAccountWorkflow
from services.workflows.worker import WORKFLOWS
from shared.contracts import object_keys, task_queues
from shared.contracts.accounts import EraseAccount, erasure_workflow_id
from shared.contracts.activities import AccountActivities
from shared.contracts.songs import (
    GENERATE_SONG,
    GenerateSong,
    SongRecipe,
    workflow_id,
)
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.domain.songs import SongMode, SongStatus
from shared.errors import NotFound
from shared.ledger import Ledger
from shared.models.credits import CreditAccount, LedgerEntry
from shared.models.like import Like
from shared.models.mail import Mail, MailPurpose
from shared.models.order import Order
from shared.models.song import Song
from shared.models.tables import METADATA
from shared.models.user import User
from shared.models.webhook_delivery import WebhookDelivery
from shared.s3 import S3Storage
from tests.fakes.activities import FakeSongs
from tests.services.workflows.erasing import (
    a_person,
    a_song,
    a_stored_song,
    add,
    ask_to_be_forgotten,
    belongings,
    erasing_workers,
    the_activities,
)

# The rows of all tables that say whose they are.
OWNED = [
    (table, table.c[name])
    for table in METADATA.sorted_tables
    for name in ("user_id", "owner_id")
    if name in table.c
]


@pytest.fixture
async def mara_id(sessions: Sessions) -> UUID:
    return await a_person(sessions)


@pytest.fixture
async def noor_id(sessions: Sessions) -> UUID:
    """Somebody else, who wants nothing."""
    return await a_person(sessions, "noor@example.org")


@pytest.fixture
def accounts(sessions: Sessions, storage: S3Storage) -> DatabaseAccountActivities:
    return DatabaseAccountActivities(sessions, storage)


async def start(
    client: Client, user_id: UUID
) -> WorkflowHandle[EraseAccountWorkflow, None]:
    return await client.start_workflow(
        EraseAccountWorkflow.run,
        EraseAccount(user_id=user_id),
        id=erasure_workflow_id(user_id),
        task_queue=task_queues.WORKFLOWS,
    )


async def rows_of(sessions: Sessions, user_id: UUID) -> dict[str, int]:
    async with sessions() as session:
        counts = {
            table.name: (
                await session.execute(
                    select(func.count()).select_from(table).where(owner == user_id)
                )
            ).scalar_one()
            for table, owner in OWNED
        }
    return {name: count for name, count in counts.items() if count}


async def funds(sessions: Sessions, user_id: UUID) -> Funds:
    async with sessions() as session:
        return await Ledger(session).funds(user_id)


async def erase(
    temporal: Client, sessions: Sessions, storage: S3Storage, user_id: UUID
) -> WorkflowHandle[EraseAccountWorkflow, None]:
    async with erasing_workers(temporal, *the_activities(sessions, storage)):
        handle = await start(temporal, user_id)
        await handle.result()
    return handle


async def test_all_that_is_a_persons_goes_with_them(
    temporal: Client,
    sessions: Sessions,
    storage: S3Storage,
    mara_id: UUID,
    noor_id: UUID,
    tmp_path: Path,
) -> None:
    song_id = await a_stored_song(sessions, storage, mara_id, tmp_path)
    async with sessions.begin() as session:
        (await session.get_one(Song, song_id)).published = True
    await add(sessions, *belongings(mara_id, await a_song(sessions, noor_id)))
    before = await rows_of(sessions, mara_id)
    await ask_to_be_forgotten(sessions, mara_id)

    await erase(temporal, sessions, storage, mara_id)

    assert set(before) == {table.name for table, _ in OWNED}
    assert await rows_of(sessions, mara_id) == {}
    assert storage.delete_prefix(object_keys.prefix(song_id)) == 0
    async with sessions() as session:
        assert await session.get(User, mara_id) is None
        told = await session.get_one(WebhookDelivery, f"about-{mara_id}")
        assert told.body == ""
        assert told.outcome == "Granted 10 credits."


async def test_the_books_stay_and_balance(
    temporal: Client,
    sessions: Sessions,
    storage: S3Storage,
    mara_id: UUID,
    noor_id: UUID,
    tmp_path: Path,
) -> None:
    await a_stored_song(sessions, storage, mara_id, tmp_path)
    await add(sessions, *belongings(mara_id, await a_song(sessions, noor_id)))
    await ask_to_be_forgotten(sessions, mara_id)

    await erase(temporal, sessions, storage, mara_id)

    async with sessions() as session:
        account = await session.get_one(CreditAccount, mara_id)
        entries = (
            await session.exec(
                select(LedgerEntry)
                .where(LedgerEntry.account_id == mara_id)
                .order_by(col(LedgerEntry.position))
            )
        ).all()
        order = (await session.exec(select(Order))).one()
    assert [entry.kind for entry in entries] == ["grant", "reserve", "capture"]
    assert account.balance == sum(entry.amount for entry in entries) == 9
    assert account.reserved == sum(entry.reserved for entry in entries) == 0
    assert order.account_id == mara_id


async def test_another_person_keeps_everything_but_the_like(
    temporal: Client,
    sessions: Sessions,
    storage: S3Storage,
    mara_id: UUID,
    noor_id: UUID,
    tmp_path: Path,
) -> None:
    await a_stored_song(sessions, storage, mara_id, tmp_path)
    noors_song = await a_stored_song(sessions, storage, noor_id, tmp_path)
    await add(sessions, Like(user_id=mara_id, song_id=noors_song))
    await add(sessions, *belongings(noor_id, noors_song))
    before = await rows_of(sessions, noor_id)
    await ask_to_be_forgotten(sessions, mara_id)

    await erase(temporal, sessions, storage, mara_id)

    assert await rows_of(sessions, noor_id) == before
    assert await funds(sessions, noor_id) == Funds(balance=9, reserved=0)
    assert storage.delete_prefix(object_keys.prefix(noors_song)) == 1
    async with sessions() as session:
        assert (await session.get_one(Song, noors_song)).like_count == 1
        told = await session.get_one(WebhookDelivery, f"about-{noor_id}")
        assert "Mara Lind" in told.body


async def test_each_step_may_run_twice(
    accounts: DatabaseAccountActivities,
    sessions: Sessions,
    storage: S3Storage,
    mara_id: UUID,
    noor_id: UUID,
    tmp_path: Path,
) -> None:
    await a_stored_song(sessions, storage, mara_id, tmp_path)
    noors_song = await a_song(sessions, noor_id)
    await add(sessions, *belongings(mara_id, noors_song))
    await ask_to_be_forgotten(sessions, mara_id)
    request = EraseAccount(user_id=mara_id)

    stopped = [await accounts.stop_songs(request) for _ in range(2)]
    more = [await accounts.delete_songs(request) for _ in range(2)]
    done = [await accounts.delete_account(request) for _ in range(2)]
    after = [
        await accounts.stop_songs(request),
        await accounts.delete_songs(request),
    ]

    assert (stopped, more, done) == ([[], []], [False, False], [True, True])
    assert after == [[], False]
    assert await rows_of(sessions, mara_id) == {}
    async with sessions() as session:
        song = await session.get_one(Song, noors_song)
    assert (song.like_count, song.listen_count) == (0, 0)


async def test_songs_go_some_at_a_time(
    accounts: DatabaseAccountActivities, sessions: Sessions, mara_id: UUID
) -> None:
    for _ in range(21):
        await a_song(sessions, mara_id)
    await ask_to_be_forgotten(sessions, mara_id)
    request = EraseAccount(user_id=mara_id)

    more = [await accounts.delete_songs(request) for _ in range(2)]

    assert more == [True, False]
    assert await rows_of(sessions, mara_id) == {}


async def test_nobody_is_forgotten_who_did_not_ask(
    accounts: DatabaseAccountActivities,
    sessions: Sessions,
    storage: S3Storage,
    mara_id: UUID,
    tmp_path: Path,
) -> None:
    song_id = await a_stored_song(sessions, storage, mara_id, tmp_path)
    request = EraseAccount(user_id=mara_id)

    for step in (accounts.stop_songs, accounts.delete_songs, accounts.delete_account):
        with pytest.raises(NotFound):
            await step(request)

    assert await rows_of(sessions, mara_id) == {"songs": 1}
    assert storage.delete_prefix(object_keys.prefix(song_id)) == 1


async def test_an_account_is_not_deleted_from_under_a_song(
    accounts: DatabaseAccountActivities, sessions: Sessions, mara_id: UUID
) -> None:
    await ask_to_be_forgotten(sessions, mara_id)
    song_id = await a_song(sessions, mara_id, status=SongStatus.RUNNING)
    request = EraseAccount(user_id=mara_id)

    assert await accounts.delete_songs(request) is False
    assert await accounts.delete_account(request) is False

    assert await accounts.stop_songs(request) == [song_id]
    async with sessions() as session:
        song = await session.get_one(Song, song_id)
    assert song.cancel_requested_at is not None


class BucketAway(S3Storage):
    """A bucket that cannot be reached."""

    def __init__(self) -> None:
        """It has no settings: it is nowhere."""

    @override
    def delete_prefix(self, prefix: str) -> int:
        raise ConnectionError


async def test_a_song_is_remembered_until_its_objects_are_gone(
    sessions: Sessions, mara_id: UUID
) -> None:
    await a_song(sessions, mara_id)
    await ask_to_be_forgotten(sessions, mara_id)
    accounts = DatabaseAccountActivities(sessions, BucketAway())

    with pytest.raises(ConnectionError):
        await accounts.delete_songs(EraseAccount(user_id=mara_id))

    assert await rows_of(sessions, mara_id) == {"songs": 1}


async def test_a_mail_on_its_way_outlives_the_person(
    accounts: DatabaseAccountActivities, sessions: Sessions, mara_id: UUID
) -> None:
    await ask_to_be_forgotten(sessions, mara_id)
    farewell = Mail(
        purpose=MailPurpose.ACCOUNT_ERASED, address="mara@example.org", user_id=mara_id
    )
    await add(sessions, farewell)

    await accounts.delete_account(EraseAccount(user_id=mara_id))

    async with sessions() as session:
        mail = await session.get_one(Mail, farewell.id)
    assert (mail.address, mail.settled_at) == ("mara@example.org", None)


async def test_a_song_that_never_began_gives_its_credit_back(
    temporal: Client, sessions: Sessions, storage: S3Storage, mara_id: UUID
) -> None:
    song_id = await a_song(sessions, mara_id, status=SongStatus.QUEUED)
    async with sessions.begin() as session:
        await Ledger(session).reserve(mara_id, 1, song_id=song_id)
    await ask_to_be_forgotten(sessions, mara_id)

    await erase(temporal, sessions, storage, mara_id)

    assert await funds(sessions, mara_id) == Funds(balance=10, reserved=0)
    assert await rows_of(sessions, mara_id) == {}


async def test_a_song_whose_workflow_was_terminated_gives_its_credit_back(
    temporal: Client, sessions: Sessions, storage: S3Storage, mara_id: UUID
) -> None:
    """Temporal does not tell that: it is waited for, in vain."""
    song_id = await a_song(sessions, mara_id, status=SongStatus.RUNNING)
    async with sessions.begin() as session:
        await Ledger(session).reserve(mara_id, 1, song_id=song_id)
    await (await make(temporal, song_id, mara_id)).terminate()
    await ask_to_be_forgotten(sessions, mara_id)

    await erase(temporal, sessions, storage, mara_id)

    assert await funds(sessions, mara_id) == Funds(balance=10, reserved=0)
    assert await rows_of(sessions, mara_id) == {}


async def test_a_song_that_begins_after_all_costs_nothing_and_leaves_nothing(
    temporal: Client, sessions: Sessions, storage: S3Storage, mara_id: UUID
) -> None:
    song_id = await a_song(sessions, mara_id, status=SongStatus.QUEUED)
    await ask_to_be_forgotten(sessions, mara_id)
    await erase(temporal, sessions, storage, mara_id)

    async with erasing_workers(temporal, *the_activities(sessions, storage)):
        late = await make(temporal, song_id, mara_id)
        with pytest.raises(WorkflowFailureError):
            await late.result()

    assert await funds(sessions, mara_id) == Funds(balance=10, reserved=0)
    assert storage.delete_prefix(object_keys.prefix(song_id)) == 0


async def make(
    temporal: Client, song_id: UUID, owner_id: UUID
) -> WorkflowHandle[object, object]:
    return await temporal.start_workflow(
        GENERATE_SONG,
        GenerateSong(
            song_id=song_id,
            owner_id=owner_id,
            artist="",
            recipe=SongRecipe(mode=SongMode.DESCRIPTION, audio_duration=30, seed=7),
        ),
        id=workflow_id(song_id),
        task_queue=task_queues.WORKFLOWS,
    )


@dataclass
class LateSong(AccountActivities):
    """A person for whom one more song is recorded just before their row goes."""

    calls: list[str] = field(default_factory=list)

    @override
    @activity.defn
    async def stop_songs(self, request: EraseAccount) -> list[UUID]:
        self.calls.append("stop")
        return [uuid4()] if self.calls.count("stop") == 2 else []

    @override
    @activity.defn
    async def delete_songs(self, request: EraseAccount) -> bool:
        self.calls.append("songs")
        return self.calls.count("songs") == 1

    @override
    @activity.defn
    async def delete_account(self, request: EraseAccount) -> bool:
        self.calls.append("account")
        return self.calls.count("account") == 2


@pytest.fixture
async def late_song(temporal: Client) -> AsyncIterator[tuple[LateSong, FakeSongs, str]]:
    accounts, songs = LateSong(), FakeSongs()
    async with erasing_workers(temporal, songs, accounts):
        handle = await start(temporal, uuid4())
        await handle.result()
        yield accounts, songs, handle.id


async def test_a_song_that_slips_in_is_ended_before_the_account_goes(
    late_song: tuple[LateSong, FakeSongs, str],
) -> None:
    accounts, songs, _ = late_song

    assert accounts.calls == [
        *("stop", "songs", "songs", "account"),
        *("stop", "stop", "songs", "account"),
    ]
    assert songs.calls == ["cancelled"]


async def test_its_history_replays_and_tells_nothing_of_the_person(
    temporal: Client,
    sessions: Sessions,
    storage: S3Storage,
    mara_id: UUID,
) -> None:
    await a_song(sessions, mara_id, status=SongStatus.QUEUED)
    await ask_to_be_forgotten(sessions, mara_id)

    handle = await erase(temporal, sessions, storage, mara_id)

    history = await handle.fetch_history()
    replayer = Replayer(workflows=WORKFLOWS, data_converter=pydantic_data_converter)
    await replayer.replay_workflow(history)
    for event in history.events:
        assert b"mara@example.org" not in event.SerializeToString()
        assert b"night train" not in event.SerializeToString()
