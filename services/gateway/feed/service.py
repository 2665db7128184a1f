"""Lists of songs that somebody may hear: the feed, a person's songs, one's likes."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.gateway.dependencies import SessionsDep
from services.gateway.feed.paging import (
    OtherList,
    Section,
    cursor_after,
    place_of,
)
from services.gateway.feed.repository import FeedRepository, Found
from services.gateway.songs.listed import ListedSong
from shared.db import Sessions
from shared.models.category import Category
from shared.models.user import User
from shared.pagination import Page


class FeedService:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def section(
        self,
        section: Section,
        *,
        category: str | None,
        words: str,
        limit: int,
        cursor: str | None,
    ) -> Page[ListedSong]:
        after = place_of(cursor, section) if cursor else None
        # A search sets how it is planned, for its transaction.
        opened = self._sessions() if words else self._sessions.reading()
        async with opened as session:
            found = await FeedRepository(session).section(
                section,
                category=category,
                words=words.split(),
                after=after,
                # One more than shown tells whether there is a next page.
                limit=limit + 1,
            )
        return _page(found, section, limit=limit)

    async def of_owner(
        self, owner_id: UUID, *, limit: int, cursor: str | None
    ) -> Page[ListedSong]:
        after = place_of(cursor, OtherList.OF_A_PERSON) if cursor else None
        async with self._sessions.reading() as session:
            found = await FeedRepository(session).of_owner(
                owner_id, after=after, limit=limit + 1
            )
        return _page(found, OtherList.OF_A_PERSON, limit=limit)

    async def liked_by(
        self, person: User, *, limit: int, cursor: str | None
    ) -> Page[ListedSong]:
        after = place_of(cursor, OtherList.LIKES) if cursor else None
        async with self._sessions.reading() as session:
            found = await FeedRepository(session).liked_by(
                person.id, after=after, limit=limit + 1
            )
        return _page(found, OtherList.LIKES, limit=limit)

    async def categories(self) -> Sequence[Category]:
        async with self._sessions.reading() as session:
            return await FeedRepository(session).categories()


def _page(
    found: Found, listed_in: Section | OtherList, *, limit: int
) -> Page[ListedSong]:
    shown, more = found[:limit], len(found) > limit
    return Page(
        items=[listed for listed, _ in shown],
        next_cursor=cursor_after(shown[-1][1], listed_in) if more else None,
    )


async def get_feed_service(sessions: SessionsDep) -> FeedService:
    return FeedService(sessions)


FeedServiceDep = Annotated[FeedService, Depends(get_feed_service)]
