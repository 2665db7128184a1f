"""Song queries. Ownership is part of the query: what is not yours is not found."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import and_, func, or_, text, tuple_
from sqlalchemy.orm import joinedload
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from shared.domain.songs import UNFINISHED, SongStatus
from shared.errors import NotFound
from shared.models.credits import EntryKind, LedgerEntry
from shared.models.idempotency import IdempotentRequest
from shared.models.like import Like
from shared.models.song import Song

# One trip for one song; for a page of them it would be many wide rows.
_AT_ONCE: Final = (
    joinedload(cast(Any, Song.category_links)),
    joinedload(cast(Any, Song.objects)),
)


class SongRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, songs: Sequence[Song]) -> Sequence[Song]:
        """Write songs and read them back, with their owner."""
        self._session.add_all(songs)
        await self._session.flush()
        return await self.those([song.id for song in songs])

    async def owned(self, song_id: UUID, *, owner_id: UUID) -> Song:
        return await self._one(
            select(Song)
            .where(Song.id == song_id, Song.owner_id == owner_id)
            .options(*_AT_ONCE)
        )

    async def owned_and_locked(self, song_id: UUID, *, owner_id: UUID) -> Song:
        """One's own song, held until the transaction ends."""
        return await self._one(
            select(Song)
            .where(Song.id == song_id, Song.owner_id == owner_id)
            .with_for_update(of=Song)
        )

    async def visible(self, song_id: UUID, *, visitor_id: UUID | None) -> Song:
        """One's own song, or one that its owner has published."""
        published = and_(col(Song.published), col(Song.status) == SongStatus.READY)
        mine = col(Song.owner_id) == visitor_id
        return await self._one(
            select(Song)
            .where(Song.id == song_id, or_(mine, published))
            .options(*_AT_ONCE)
        )

    async def owned_and_kept(self, song_id: UUID, *, owner_id: UUID) -> Song:
        """One's own song, which nobody deletes until the transaction ends."""
        return await self._one(
            select(Song)
            .where(Song.id == song_id, Song.owner_id == owner_id)
            .with_for_update(of=Song, read=True, key_share=True)
        )

    async def delete(self, song_id: UUID, *, owner_id: UUID) -> None:
        """What belongs to it goes along; songs made from it stay.

        One that is gone already is no error: its deletion's workflow may be quicker.
        """
        await self._session.exec(
            delete(Song).where(col(Song.id) == song_id, col(Song.owner_id) == owner_id)
        )

    async def those(self, song_ids: Sequence[UUID]) -> Sequence[Song]:
        """These songs, in this order."""
        statement = (
            select(Song)
            .where(col(Song.id).in_(song_ids))
            .execution_options(populate_existing=True)
        )
        by_id = {song.id: song for song in (await self._session.exec(statement)).all()}
        return [by_id[song_id] for song_id in song_ids if song_id in by_id]

    async def unfinished(self, owner_id: UUID) -> int:
        statement = select(func.count()).where(
            Song.owner_id == owner_id, col(Song.status).in_(UNFINISHED)
        )
        return (await self._session.exec(statement)).one()

    async def unreserved(self, owner_id: UUID) -> int:
        """Unfinished songs whose credit is not set aside yet, but will be."""
        reserved = select(LedgerEntry.id).where(
            LedgerEntry.song_id == Song.id, LedgerEntry.kind == EntryKind.RESERVE
        )
        statement = select(func.count()).where(
            Song.owner_id == owner_id,
            col(Song.status).in_(UNFINISHED),
            ~reserved.exists(),
        )
        return (await self._session.exec(statement)).one()

    async def liked(self, song_ids: Sequence[UUID], *, user_id: UUID) -> set[UUID]:
        statement = select(Like.song_id).where(
            Like.user_id == user_id, col(Like.song_id).in_(song_ids)
        )
        return set((await self._session.exec(statement)).all())

    async def stranded(
        self,
        *,
        created_before: datetime,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Song]:
        """Songs that no workflow has begun, or has ended as it was asked; oldest first."""
        statement = (
            select(Song)
            .where(
                col(Song.status).in_(UNFINISHED),
                or_(
                    col(Song.status) == SongStatus.QUEUED,
                    col(Song.cancel_requested_at).is_not(None),
                ),
                col(Song.created_at) < created_before,
            )
            .order_by(col(Song.created_at), col(Song.id))
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(
                tuple_(col(Song.created_at), col(Song.id)) > after
            )
        return (await self._session.exec(statement)).all()

    async def claim(self, user_id: UUID, key: str) -> bool:
        """Hold an Idempotency-Key until the transaction ends; False when it is held."""
        statement = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
        found = await self._session.execute(
            statement, {"name": f"idempotency:{user_id}:{key}"}
        )
        return bool(found.scalar_one())

    async def answered(
        self, user_id: UUID, key: str, *, since: datetime
    ) -> IdempotentRequest | None:
        """What this key stands for; one that is older is forgotten."""
        await self._session.exec(
            delete(IdempotentRequest).where(
                col(IdempotentRequest.user_id) == user_id,
                col(IdempotentRequest.key) == key,
                col(IdempotentRequest.created_at) < since,
            )
        )
        return await self._session.get(IdempotentRequest, (user_id, key))

    def remember(self, request: IdempotentRequest) -> None:
        self._session.add(request)

    async def _one(self, statement: SelectOfScalar[Song]) -> Song:
        song = (await self._session.exec(statement)).unique().one_or_none()
        if song is None:
            raise NotFound("Song not found.")
        return song
