"""Deleting a song, as its workflow does it: whatever its state, and whatever comes late."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import select
from temporalio import activity
from temporalio.client import Client
from typing_extensions import override

from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts import object_keys, task_queues
from shared.contracts.activities import SongActivities
from shared.contracts.songs import (
    DELETE_SONG,
    DeleteObjects,
    DeleteSong,
    ReserveCredits,
    deletion_workflow_id,
)
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.domain.songs import SongStatus
from shared.ledger import AlreadyReleased, Ledger
from shared.models.credits import LedgerEntry
from shared.models.song import Song
from shared.s3 import S3Storage
from tests.fakes.activities import FakeInference, FakeSongs
from tests.fakes.workers import workers
from tests.services.workflows.erasing import a_person, a_song, a_stored_song


async def delete(
    client: Client, songs: SongActivities, song_id: UUID, owner_id: UUID
) -> None:
    async with workers(client, songs, FakeInference()):
        await client.execute_workflow(
            DELETE_SONG,
            DeleteSong(song_id=song_id, owner_id=owner_id, last_look_after_seconds=0),
            id=deletion_workflow_id(song_id),
            task_queue=task_queues.WORKFLOWS,
        )


@pytest.fixture
async def mara_id(sessions: Sessions) -> UUID:
    return await a_person(sessions)


async def _songs(sessions: Sessions) -> set[UUID]:
    async with sessions() as session:
        return set((await session.exec(select(Song.id))).all())


async def test_the_row_and_the_objects_go_and_the_ledger_stays(
    temporal: Client,
    sessions: Sessions,
    storage: S3Storage,
    mara_id: UUID,
    tmp_path: Path,
) -> None:
    """So it is when the gateway died after it had begun this."""
    song_id, kept_id = [
        await a_stored_song(sessions, storage, mara_id, tmp_path) for _ in range(2)
    ]

    songs = DatabaseSongActivities(sessions, storage)
    await delete(temporal, songs, song_id, mara_id)

    assert await _songs(sessions) == {kept_id}
    assert storage.delete_prefix(object_keys.prefix(song_id)) == 0
    assert storage.delete_prefix(object_keys.prefix(kept_id)) == 1
    async with sessions() as session:
        kinds = await session.exec(
            select(LedgerEntry.kind).where(LedgerEntry.song_id == song_id)
        )
        assert sorted(kinds.all()) == ["capture", "reserve"]
        assert await Ledger(session).funds(mara_id) == Funds(balance=8, reserved=0)


async def test_a_credit_that_no_workflow_gives_back_comes_back(
    temporal: Client, sessions: Sessions, storage: S3Storage, mara_id: UUID
) -> None:
    song_id = await a_song(sessions, mara_id, status=SongStatus.RUNNING)
    async with sessions.begin() as session:
        await Ledger(session).reserve(mara_id, 1, song_id=song_id)

    songs = DatabaseSongActivities(sessions, storage)
    await delete(temporal, songs, song_id, mara_id)

    assert await _songs(sessions) == set()
    async with sessions() as session:
        assert await Ledger(session).funds(mara_id) == Funds(balance=10, reserved=0)


async def test_a_song_that_begins_after_all_takes_no_credit(
    temporal: Client, sessions: Sessions, storage: S3Storage, mara_id: UUID
) -> None:
    song_id = await a_song(sessions, mara_id, status=SongStatus.QUEUED)

    songs = DatabaseSongActivities(sessions, storage)
    await delete(temporal, songs, song_id, mara_id)

    with pytest.raises(AlreadyReleased):
        await songs.reserve_credits(
            ReserveCredits(song_id=song_id, owner_id=mara_id, amount=1)
        )


async def test_nobody_elses_song_goes(
    temporal: Client, sessions: Sessions, storage: S3Storage, mara_id: UUID
) -> None:
    song_id = await a_song(sessions, mara_id)
    noor_id = await a_person(sessions, "noor@example.org")

    songs = DatabaseSongActivities(sessions, storage)
    await songs.delete_song(DeleteSong(song_id=song_id, owner_id=noor_id))

    assert await _songs(sessions) == {song_id}


class _LateWorker(DatabaseSongActivities):
    """Somebody stores one thing more once the bucket has been cleared."""

    looks = 0

    @override
    @activity.defn
    async def delete_objects(self, request: DeleteObjects) -> None:
        await super().delete_objects(request)
        self.looks += 1
        if self.looks == 1:
            path = Path(__file__)
            self._storage.put_file(
                object_keys.mp3(request.song_id),
                path,
                content_type="audio/mpeg",
                download_name="s.mp3",
            )


async def test_what_is_stored_late_goes_too(
    temporal: Client, sessions: Sessions, storage: S3Storage, mara_id: UUID
) -> None:
    song_id = await a_song(sessions, mara_id)

    songs = _LateWorker(sessions, storage)
    await delete(temporal, songs, song_id, mara_id)

    assert songs.looks == 2
    assert storage.delete_prefix(object_keys.prefix(song_id)) == 0


async def test_the_credit_is_settled_before_the_row_goes(temporal: Client) -> None:
    songs = FakeSongs()

    await delete(temporal, songs, uuid4(), uuid4())

    assert songs.calls == ["cancelled", "forget", "delete", "delete"]
    assert songs.ended is not None
