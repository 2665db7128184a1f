"""The saga's steps in a real database, each as often as Temporal may run it."""

import asyncio
from uuid import UUID, uuid4

import pytest

from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import (
    ComposeAudio,
    EndSong,
    EnterStage,
    FinishedSong,
    PaintCover,
    PublishSong,
    RecordExport,
    ReserveCredits,
)
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.domain.songs import (
    CancelRequested,
    InvalidTransition,
    SongMode,
    SongStage,
    SongStatus,
)
from shared.errors import NotFound
from shared.ledger import AlreadyReleased, Ledger
from shared.models.base import utc_now
from shared.models.song import Song
from shared.models.user import User
from shared.s3 import S3Storage
from tests.fakes.activities import FakeInference, a_cover, a_file, a_sheet


@pytest.fixture
def activities(sessions: Sessions, storage: S3Storage) -> DatabaseSongActivities:
    return DatabaseSongActivities(sessions, storage)


@pytest.fixture
async def owner_id(sessions: Sessions) -> UUID:
    owner = User(email="mara@example.org", name="Mara", password_hash="")
    async with sessions.begin() as session:
        session.add(owner)
        await Ledger(session).open_account(owner.id)
        await Ledger(session).grant(owner.id, 10, key="start", note="")
    return owner.id


async def a_song(sessions: Sessions, owner_id: UUID) -> UUID:
    song = Song(
        owner_id=owner_id,
        recipe={},
        mode=SongMode.DESCRIPTION,
        title="Untitled",
        prompt="",
        lyrics="",
        full_described_song="a night train",
        described_lyrics="",
        instrumental=False,
        audio_duration=30,
        seed=7,
    )
    async with sessions.begin() as session:
        session.add(song)
    return song.id


async def a_composed_song(
    activities: DatabaseSongActivities, sessions: Sessions, owner_id: UUID
) -> UUID:
    song_id = await a_song(sessions, owner_id)
    await activities.reserve_credits(
        ReserveCredits(song_id=song_id, owner_id=owner_id, amount=1)
    )
    await activities.enter_stage(EnterStage(song_id=song_id, stage=SongStage.FINISHING))
    return song_id


def publication(song_id: UUID, owner_id: UUID) -> PublishSong:
    sheet = a_sheet()
    audio = FakeInference().compose_audio(
        ComposeAudio(song_id=song_id, sheet=sheet, audio_duration=30, seed=7)
    )
    cover = a_cover(PaintCover(song_id=song_id, sheet=sheet, seed=7))
    files = (audio.master, a_file(f"songs/{song_id}/audio.mp3", "audio/mpeg"))
    return PublishSong(
        song_id=song_id,
        owner_id=owner_id,
        sheet=sheet,
        audio=audio,
        finished=FinishedSong(audio=files, cover=cover),
    )


def ending(
    song_id: UUID, owner_id: UUID, status: SongStatus = SongStatus.FAILED
) -> EndSong:
    return EndSong(
        song_id=song_id,
        owner_id=owner_id,
        status=status,
        failure_code="timed_out",
        failure_message="It took too long.",
    )


async def read(sessions: Sessions, song_id: UUID) -> tuple[Song, Funds]:
    async with sessions() as session:
        song = await session.get_one(Song, song_id)
        return song, await Ledger(session).funds(song.owner_id)


async def test_publishing_twice_takes_one_credit(
    activities: DatabaseSongActivities, sessions: Sessions, owner_id: UUID
) -> None:
    song_id = await a_composed_song(activities, sessions, owner_id)

    for _ in range(2):
        await activities.publish_song(publication(song_id, owner_id))

    song, funds = await read(sessions, song_id)
    assert song.status == SongStatus.READY
    assert song.categories == ["Lo-fi", "Jazz"]
    assert {item.name for item in song.objects} == {"flac", "mp3", "cover"}
    assert funds == Funds(balance=9, reserved=0)


async def test_a_late_second_publication_keeps_what_came_since(
    activities: DatabaseSongActivities, sessions: Sessions, owner_id: UUID
) -> None:
    song_id = await a_composed_song(activities, sessions, owner_id)
    await activities.publish_song(publication(song_id, owner_id))
    wav = a_file(f"songs/{song_id}/audio.wav", "audio/wav")
    for _ in range(2):
        await activities.record_export(RecordExport(song_id=song_id, wav=wav))

    await activities.publish_song(publication(song_id, owner_id))

    song, _ = await read(sessions, song_id)
    assert {item.name for item in song.objects} == {"flac", "mp3", "wav", "cover"}


async def test_ending_twice_gives_one_credit_back(
    activities: DatabaseSongActivities, sessions: Sessions, owner_id: UUID
) -> None:
    song_id = await a_composed_song(activities, sessions, owner_id)

    for _ in range(2):
        await activities.end_song(ending(song_id, owner_id))

    song, funds = await read(sessions, song_id)
    assert (song.status, song.failure_code) == (SongStatus.FAILED, "timed_out")
    assert funds == Funds(balance=10, reserved=0)


async def test_publishing_and_ending_race_to_one_end(
    activities: DatabaseSongActivities, sessions: Sessions, owner_id: UUID
) -> None:
    songs = [await a_composed_song(activities, sessions, owner_id) for _ in range(8)]

    async def publish(song_id: UUID) -> bool:
        try:
            await activities.publish_song(publication(song_id, owner_id))
        except (InvalidTransition, AlreadyReleased):
            return False
        return True

    races = await asyncio.gather(
        *(
            asyncio.gather(
                publish(song_id), activities.end_song(ending(song_id, owner_id))
            )
            for song_id in songs
        )
    )

    published = [outcome[0] for outcome in races]
    for song_id, won in zip(songs, published, strict=True):
        song, _ = await read(sessions, song_id)
        assert song.status == (SongStatus.READY if won else SongStatus.FAILED)
    _, funds = await read(sessions, songs[0])
    assert funds == Funds(balance=10 - sum(published), reserved=0)


async def test_a_song_whose_end_was_asked_for_is_not_published(
    activities: DatabaseSongActivities, sessions: Sessions, owner_id: UUID
) -> None:
    song_id = await a_composed_song(activities, sessions, owner_id)
    async with sessions.begin() as session:
        (await session.get_one(Song, song_id)).cancel_requested_at = utc_now()

    with pytest.raises(CancelRequested):
        await activities.publish_song(publication(song_id, owner_id))
    await activities.end_song(ending(song_id, owner_id))

    song, funds = await read(sessions, song_id)
    assert song.status == SongStatus.CANCELLED
    assert song.failure_code is None
    assert funds == Funds(balance=10, reserved=0)


async def test_an_ended_song_enters_no_stage(
    activities: DatabaseSongActivities, sessions: Sessions, owner_id: UUID
) -> None:
    song_id = await a_composed_song(activities, sessions, owner_id)
    await activities.end_song(ending(song_id, owner_id, SongStatus.CANCELLED))

    with pytest.raises(InvalidTransition):
        await activities.enter_stage(
            EnterStage(song_id=song_id, stage=SongStage.COMPOSING)
        )


async def test_a_song_that_is_gone_still_gives_its_credit_back(
    activities: DatabaseSongActivities, sessions: Sessions, owner_id: UUID
) -> None:
    song_id = uuid4()
    await activities.reserve_credits(
        ReserveCredits(song_id=song_id, owner_id=owner_id, amount=1)
    )

    await activities.end_song(ending(song_id, owner_id))

    async with sessions() as session:
        funds = await Ledger(session).funds(owner_id)
    assert funds == Funds(balance=10, reserved=0)
    with pytest.raises(NotFound):
        await activities.publish_song(publication(song_id, owner_id))
