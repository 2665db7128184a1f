"""Queries about people, as far as they are public."""

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.people.schemas import ProfileRead
from shared.models.feed import FeedSong
from shared.models.song import Song
from shared.models.user import User


class PeopleRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def profile(self, user_id: UUID) -> ProfileRead | None:
        """Somebody who is not erased, and what their published songs add up to."""
        statement = (
            select(
                col(User.id),
                col(User.name),
                col(User.created_at),
                func.count(col(Song.id)).label("song_count"),
                func.coalesce(func.sum(Song.listen_count), 0).label("listen_count"),
                func.coalesce(func.sum(Song.like_count), 0).label("like_count"),
            )
            .select_from(User)
            .outerjoin(FeedSong, col(FeedSong.owner_id) == col(User.id))
            .outerjoin(Song, col(Song.id) == col(FeedSong.song_id))
            .where(col(User.id) == user_id, col(User.erased_at).is_(None))
            .group_by(col(User.id))
        )
        row = (await self._session.execute(statement)).mappings().one_or_none()
        return ProfileRead(**row) if row else None
