"""From a song's row to what a client reads."""

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.gateway.dependencies import StorageDep
from services.gateway.songs.peaks import mini_peaks
from services.gateway.songs.schemas import FailureRead, Owner, SongRead
from shared.models.base import utc_now
from shared.models.song import Song
from shared.models.song_object import COVER, SongObject
from shared.storage import ObjectStorage

LINK_LIFE = timedelta(minutes=15)


class Presenter:
    """Shows songs with presigned addresses, made on this machine without a request."""

    def __init__(self, storage: ObjectStorage) -> None:
        self._storage = storage

    def song(self, song: Song, *, liked: Set[UUID] = frozenset()) -> SongRead:
        cover = song.object_named(COVER)
        return SongRead(
            **song.model_dump(include=set(SongRead.model_fields)),
            take=song.recipe.get("take", 1),
            takes=song.recipe.get("takes", 1),
            mini_peaks=mini_peaks(song.peaks),
            categories=song.categories,
            owner=Owner.model_validate(song.owner),
            liked=song.id in liked,
            cover_url=self.link(cover)[0] if cover else None,
            failure=_failure(song),
        )

    def link(
        self, stored: SongObject, *, download_name: str | None = None
    ) -> tuple[str, datetime]:
        """An address and when it ends."""
        expires_at = utc_now() + LINK_LIFE
        url = self._storage.presigned_url(
            stored.key,
            expires_in=int(LINK_LIFE.total_seconds()),
            download_name=download_name,
        )
        return url, expires_at


def _failure(song: Song) -> FailureRead | None:
    if song.failure_code is None:
        return None
    return FailureRead(code=song.failure_code, message=song.failure_message or "")


async def get_presenter(storage: StorageDep) -> Presenter:
    return Presenter(storage)


PresenterDep = Annotated[Presenter, Depends(get_presenter)]
