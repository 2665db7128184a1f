"""A person's own songs, as lists and as numbers."""

from typing import Annotated

from fastapi import Depends

from services.gateway.dependencies import SessionsDep
from services.gateway.songs.finding import SongFinder, SongWish, cursor_after
from services.gateway.songs.listed import ListedSong
from services.gateway.songs.schemas import SongCounts
from shared.db import Sessions
from shared.domain.songs import UNFINISHED, SongStatus
from shared.models.user import User
from shared.pagination import Page


class SongListing:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def page(
        self, owner: User, wish: SongWish, *, limit: int, cursor: str | None
    ) -> Page[ListedSong]:
        async with self._sessions.reading() as session:
            # One more than shown tells whether there is a next page.
            songs = await SongFinder(session).some(
                owner.id, wish, limit=limit + 1, cursor=cursor
            )
        shown, more = songs[:limit], len(songs) > limit
        next_cursor = cursor_after(shown[-1].song, wish.sort) if more else None
        return Page(items=shown, next_cursor=next_cursor)

    async def counts(self, owner: User) -> SongCounts:
        async with self._sessions.reading() as session:
            counts = await SongFinder(session).counts(owner.id)

        def of(
            *statuses: SongStatus, published: tuple[bool, ...] = (True, False)
        ) -> int:
            return sum(
                count
                for (status, is_published), count in counts.items()
                if status in statuses and is_published in published
            )

        return SongCounts(
            all=of(*SongStatus),
            in_progress=of(*UNFINISHED),
            ready=of(SongStatus.READY),
            published=of(SongStatus.READY, published=(True,)),
            failed=of(SongStatus.FAILED),
            cancelled=of(SongStatus.CANCELLED),
        )


async def get_song_listing(sessions: SessionsDep) -> SongListing:
    return SongListing(sessions)


SongListingDep = Annotated[SongListing, Depends(get_song_listing)]
