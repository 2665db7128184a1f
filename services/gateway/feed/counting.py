"""Queries of likes and listens; the database itself adds them up in the song."""

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.feed.repository import audible_to
from shared.errors import NotFound
from shared.models.base import utc_now
from shared.models.like import Like
from shared.models.song import Song

# By the database's clock, read when the row is ours: gateways' clocks may differ.
_COUNT: Final = text(
    """
    INSERT INTO listens AS listen (song_id, listener, user_id, times, last_counted_at)
    VALUES (:song_id, :listener, :user_id, 1, clock_timestamp())
    ON CONFLICT (song_id, listener) DO UPDATE SET
      times = listen.times + 1, last_counted_at = clock_timestamp()
    WHERE listen.last_counted_at <= clock_timestamp() - interval '1 hour'
    RETURNING listen.times
    """
)
_FORGET: Final = text(
    "DELETE FROM listens WHERE user_id IS NULL"
    " AND last_counted_at < clock_timestamp() - interval '1 hour'"
)


class CountingRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, song_id: UUID, *, visitor_id: UUID | None) -> Song:
        """A song they may hear, which nobody withdraws until the transaction ends.

        Likes and listens take this lock first, so that no two wait for each other.
        """
        statement = (
            select(Song)
            .where(Song.id == song_id, audible_to(visitor_id))
            .with_for_update(of=Song, key_share=True)
        )
        song = (await self._session.exec(statement)).one_or_none()
        if song is None:
            raise NotFound("Song not found.")
        return song

    async def like(self, song_id: UUID, *, user_id: UUID) -> None:
        like = insert(Like).values(
            song_id=song_id, user_id=user_id, created_at=utc_now()
        )
        await self._session.execute(like.on_conflict_do_nothing())

    async def unlike(self, song_id: UUID, *, user_id: UUID) -> None:
        await self._session.exec(
            delete(Like).where(
                col(Like.song_id) == song_id, col(Like.user_id) == user_id
            )
        )

    async def listen(
        self, song_id: UUID, *, listener: UUID, user_id: UUID | None
    ) -> bool:
        """Count it, unless it was counted within the hour."""
        facts = {"song_id": song_id, "listener": listener, "user_id": user_id}
        return (await self._session.execute(_COUNT, facts)).first() is not None

    async def forget_visitors(self) -> None:
        """Drop those whose hour is over; what they heard stays counted."""
        await self._session.execute(_FORGET)

    async def likes(self, song_id: UUID) -> int:
        statement = select(Song.like_count).where(Song.id == song_id)
        return (await self._session.exec(statement)).one()

    async def listens(self, song_id: UUID) -> int:
        statement = select(Song.listen_count).where(Song.id == song_id)
        return (await self._session.exec(statement)).one()
