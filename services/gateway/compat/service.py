"""Songs for those who wait for them, as the original's endpoints had it."""

import asyncio
import time
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.gateway.compat.errors import SongCancelled, SongFailed
from services.gateway.dependencies import StorageDep, WebSettingsDep
from services.gateway.outages import Unavailable
from services.gateway.songs.creation import SongCreation, SongCreationDep
from services.gateway.songs.requests import SongCreate
from services.gateway.songs.service import SongService, SongServiceDep
from shared.contracts import object_keys
from shared.domain.songs import SongStatus
from shared.errors import NotFound
from shared.models.song import Song
from shared.models.user import User
from shared.storage import ObjectStorage

_LOOK_EVERY_SECONDS: Final = 0.5


class CompatService:
    def __init__(
        self,
        creation: SongCreation,
        songs: SongService,
        storage: ObjectStorage,
        *,
        patience_seconds: float,
    ) -> None:
        self._creation = creation
        self._songs = songs
        self._storage = storage
        self._patience_seconds = patience_seconds

    async def begin(
        self, owner: User, request: SongCreate, *, idempotency_key: str | None
    ) -> UUID:
        songs = await self._creation.create(
            owner, request, idempotency_key=idempotency_key
        )
        if not songs:
            raise NotFound("The song that this Idempotency-Key stands for was deleted.")
        return songs[0].id

    async def wait(self, owner: User, song_id: UUID) -> Song | None:
        """The song once its WAV is there; None when one answer cannot wait so long.

        Between two looks nothing is held, and through an outage the wait goes on.
        """
        look = _Look(self._songs, owner, song_id)
        give_up_at = time.monotonic() + self._patience_seconds
        try:
            while True:
                song = await look.once()
                if song is not None or time.monotonic() > give_up_at:
                    return song
                await asyncio.sleep(_LOOK_EVERY_SECONDS)
        except asyncio.CancelledError:
            # The gateway stops, and nothing else cancels an answer. Whoever takes its
            # place waits on; risen, this would be told as a bug.
            return None

    async def fetch_wav(self, song: Song, path: Path) -> None:
        await asyncio.to_thread(self._storage.get_file, object_keys.wav(song.id), path)


class _Look:
    """Looks for the WAV of one song, and has it made at most once."""

    def __init__(self, songs: SongService, owner: User, song_id: UUID) -> None:
        self._songs = songs
        self._owner = owner
        self._song_id = song_id
        self._is_asked_for = False

    async def once(self) -> Song | None:
        try:
            song = await self._songs.owned(self._owner, self._song_id)
            _require_hope(song)
            if song.status == SongStatus.READY and not self._is_asked_for:
                await self._songs.audio(self._owner, self._song_id, name="wav")
                self._is_asked_for = True
        except (OperationalError, PoolTimeout, Unavailable):
            return None
        return song if song.object_named("wav") else None


def _require_hope(song: Song) -> None:
    if song.status == SongStatus.CANCELLED:
        raise SongCancelled(song.id)
    if song.status == SongStatus.FAILED:
        raise SongFailed(
            song.id,
            code=song.failure_code or "engine_failed",
            message=song.failure_message or "",
        )


async def get_compat_service(
    creation: SongCreationDep,
    songs: SongServiceDep,
    storage: StorageDep,
    settings: WebSettingsDep,
) -> CompatService:
    return CompatService(
        creation, songs, storage, patience_seconds=settings.answer_wait_seconds
    )


CompatServiceDep = Annotated[CompatService, Depends(get_compat_service)]
