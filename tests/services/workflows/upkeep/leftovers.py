"""What somebody left undone, and how it is looked for and mended."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from temporalio.client import Client

from services.workflows.upkeep.errands import Tools, parts_of
from services.workflows.upkeep.parts import Graces
from services.workflows.upkeep.running import Run
from shared.contracts import object_keys
from shared.contracts.songs import SongRecipe, workflow_id
from shared.contracts.upkeep import Errand, ErrandReport
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.domain.songs import SongMode, SongStatus
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.song import Song
from shared.s3 import S3Storage

NONE = timedelta(0)
NO_GRACE = Graces(
    queued=NONE, closed=NONE, lost=NONE, loose=NONE, ended=NONE, unknown=NONE
)
RECIPE = asdict(
    SongRecipe(
        mode=SongMode.DESCRIPTION,
        audio_duration=30,
        seed=7,
        full_described_song="a night train",
    )
)


async def a_song(
    sessions: Sessions,
    owner_id: UUID,
    *,
    status: SongStatus = SongStatus.QUEUED,
    age: timedelta = timedelta(hours=2),
    is_reserved: bool = False,
    is_unwanted: bool = False,
    recipe: Any = RECIPE,
) -> UUID:
    """As the gateway records it, and whatever became of it."""
    since = utc_now() - age
    song = Song(
        owner_id=owner_id,
        recipe=recipe,
        status=status,
        mode=SongMode.DESCRIPTION,
        title="Untitled",
        prompt="",
        lyrics="",
        full_described_song="a night train",
        described_lyrics="",
        instrumental=False,
        audio_duration=30,
        seed=7,
        created_at=since,
        started_at=None if status == SongStatus.QUEUED else since,
        cancel_requested_at=utc_now() if is_unwanted else None,
    )
    async with sessions.begin() as session:
        session.add(song)
        if is_reserved:
            await session.flush()
            await Ledger(session).reserve(owner_id, 1, song_id=song.id)
    return song.id


async def state(
    sessions: Sessions, song_id: UUID
) -> tuple[SongStatus, str | None, Funds]:
    """A song's status, why it failed, and its owner's credits."""
    async with sessions() as session:
        song = await session.get_one(Song, song_id)
        funds = await Ledger(session).funds(song.owner_id)
        return song.status, song.failure_code, funds


def put(storage: S3Storage, key: str, folder: Path) -> None:
    path = folder / "object"
    path.write_bytes(b"music")
    storage.put_file(key, path, content_type="audio/mpeg", download_name="song.mp3")


def keys(storage: S3Storage, song_id: UUID) -> Sequence[str]:
    prefix = object_keys.prefix(song_id)
    return [stored.key for page in storage.list_prefix(prefix) for stored in page]


async def look(errand: Errand, tools: Tools) -> ErrandReport:
    return await Run(parts_of(errand, tools), apply=False).go()


async def mend(errand: Errand, tools: Tools) -> ErrandReport:
    return await Run(parts_of(errand, tools), apply=True).go()


async def status_of_workflow(tools: Tools, song_id: UUID) -> str | None:
    """What Temporal says of it now."""
    handle = tools.client.get_workflow_handle(workflow_id(song_id))
    found = await handle.describe()
    return found.status.name if found.status else None


async def terminate(client: Client, song_id: UUID) -> None:
    await client.get_workflow_handle(workflow_id(song_id)).terminate()


async def begun(tools: Tools, owner_id: UUID, *, is_unwanted: bool = False) -> UUID:
    """Running, its credit set aside, and its workflow terminated."""
    song_id = await a_song(
        tools.sessions,
        owner_id,
        status=SongStatus.RUNNING,
        is_reserved=True,
        is_unwanted=is_unwanted,
    )
    await tools.client.start_workflow(
        "GenerateSongWorkflow", id=workflow_id(song_id), task_queue="nobody's"
    )
    await terminate(tools.client, song_id)
    return song_id
