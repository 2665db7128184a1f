"""From a song's row to what a client reads."""

from collections.abc import Set
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.gateway.songs.links import Link, Links, LinksDep
from services.gateway.songs.listed import ListedSong
from services.gateway.songs.peaks import mini_peaks
from services.gateway.songs.schemas import FailureRead, Owner, SongRead
from shared.models.song import Song
from shared.models.song_object import COVER, SongObject


class Presenter:
    """Shows songs with presigned addresses."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def song(self, song: Song, *, liked: Set[UUID] = frozenset()) -> SongRead:
        cover = song.object_named(COVER)
        listed = ListedSong(song, song.categories, cover.key if cover else None)
        return self.listed(listed, liked=liked)

    def listed(self, listed: ListedSong, *, liked: Set[UUID] = frozenset()) -> SongRead:
        song, key = listed.song, listed.cover_key
        return SongRead(
            **song.model_dump(include=set(SongRead.model_fields)),
            take=song.recipe.get("take", 1),
            takes=song.recipe.get("takes", 1),
            mini_peaks=mini_peaks(song.peaks),
            categories=listed.categories,
            owner=Owner.model_validate(song.owner),
            liked=song.id in liked,
            cover_url=self._links.to(key).url if key else None,
            failure=_failure(song),
        )

    def link(self, stored: SongObject, *, download_name: str | None = None) -> Link:
        return self._links.to(stored.key, download_name=download_name)


def _failure(song: Song) -> FailureRead | None:
    if song.failure_code is None:
        return None
    return FailureRead(code=song.failure_code, message=song.failure_message or "")


async def get_presenter(links: LinksDep) -> Presenter:
    return Presenter(links)


PresenterDep = Annotated[Presenter, Depends(get_presenter)]
