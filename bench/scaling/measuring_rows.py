"""What a song costs the database, from its request to its publication, as it counts itself."""

from collections.abc import Mapping
from typing import Final

import psycopg
from sqlmodel import func, select
from typing_extensions import override

from bench.load.counting import asked, begin_counting
from bench.load.people import sign_in
from devstack.postgres import Postgres
from services.gateway.songs.creation import SongCreation
from services.gateway.songs.requests import SongCreate
from services.gateway.songs.starting import SongWorkflows
from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import (
    ComposeAudio,
    EnterStage,
    FinishSong,
    PaintCover,
    PublishSong,
    ReserveCredits,
)
from shared.db import Sessions, database
from shared.domain.songs import SongMode, SongStage
from shared.models.song import Song
from shared.models.user import User
from shared.s3 import S3Storage
from shared.settings import AccountSettings, DatabaseSettings, StorageSettings
from tests.fakes.activities import FakeInference, a_sheet

SONGS: Final = 100
_ROWS: Final = "SELECT sum(n_tup_ins), sum(n_tup_upd) FROM pg_stat_user_tables"
_NOWHERE: Final = {
    "s3_endpoint_url": "http://127.0.0.1:9",
    "s3_bucket_name": "unused",
    "aws_access_key_id": "unused",
    "aws_secret_access_key": "unused",
}
"""No step that is counted here asks the bucket."""


class NoWorkflows(SongWorkflows):
    """Only what the gateway asks of the database is counted."""

    def __init__(self) -> None:
        """Without a client."""

    @override
    async def start_or_leave(self, song: Song) -> None:
        """The steps of its workflow are taken below."""


async def recording(postgres: Postgres) -> Mapping[str, float]:
    """Statements and rows of a song, from its request to its publication."""
    settings = DatabaseSettings.model_validate({"url": postgres.url})
    with postgres.connect() as connection:
        begin_counting(connection)
        sign_in(connection, 1)
        async with database(settings) as sessions:
            # What is asked only once, for a new connection, is not the song's.
            await _songs(sessions, 1)
            before = await _counted(sessions, connection)
            await _songs(sessions, SONGS)
            after = await _counted(sessions, connection)
    names = (
        "statements",
        "of these, ends of transactions",
        "rows made",
        "rows changed",
    )
    return {
        f"Postgres, {name}": (late - early) / SONGS
        for name, early, late in zip(names, before, after, strict=True)
    }


async def _songs(sessions: Sessions, count: int) -> None:
    creation = SongCreation(sessions, NoWorkflows(), AccountSettings())
    steps = DatabaseSongActivities(
        sessions, S3Storage(StorageSettings.model_validate(_NOWHERE))
    )
    async with sessions() as session:
        owner = (await session.exec(select(User))).one()
    for number in range(count):
        request = SongCreate(mode=SongMode.DESCRIPTION, full_described_song="a train")
        key = f"{count}-{number}"
        [song] = await creation.create(owner, request, idempotency_key=key)
        await _make(steps, song)


async def _make(steps: DatabaseSongActivities, song: Song) -> None:
    """What the workflow has the database do for a song that becomes ready."""
    engine, sheet = FakeInference(), a_sheet()
    await steps.reserve_credits(
        ReserveCredits(song_id=song.id, owner_id=song.owner_id, amount=1)
    )
    for stage in SongStage:
        await steps.enter_stage(EnterStage(song_id=song.id, stage=stage))
    audio = engine.compose_audio(
        ComposeAudio(song_id=song.id, sheet=sheet, audio_duration=180, seed=1)
    )
    cover = engine.paint_cover(PaintCover(song_id=song.id, sheet=sheet, seed=1))
    finish = FinishSong(
        song_id=song.id, sheet=sheet, artist="", seed=1, audio=audio, cover=cover
    )
    await steps.publish_song(
        PublishSong(
            song_id=song.id,
            owner_id=song.owner_id,
            sheet=sheet,
            audio=audio,
            finished=engine.finish_song(finish),
        )
    )


async def _counted(
    sessions: Sessions, connection: psycopg.Connection
) -> tuple[float, ...]:
    async with sessions() as session:
        # A connection tells of its rows now and then; and this one when it is asked.
        await session.exec(select(func.pg_stat_force_next_flush()))
    ends = connection.execute(
        "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements"
        " WHERE query IN ('BEGIN', 'COMMIT', 'ROLLBACK')"
    ).fetchone()
    statements = asked(connection, None).statements
    rows = connection.execute(_ROWS).fetchone()
    assert ends
    assert rows
    return statements, float(ends[0]), *map(float, rows)
