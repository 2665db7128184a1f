"""Liking songs: the row is the like, and the database counts the rows."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.gateway.dependencies import SessionsDep
from services.gateway.feed.counting import CountingRepository
from services.gateway.feed.schemas import LikeRead
from shared.db import Sessions
from shared.models.user import User


class LikingService:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def like(self, person: User, song_id: UUID) -> LikeRead:
        """Liking twice is liking once; the first time stays the time."""
        async with self._sessions.begin() as session:
            repository = CountingRepository(session)
            await repository.hold(song_id, visitor_id=person.id)
            await repository.like(song_id, user_id=person.id)
            return LikeRead(liked=True, like_count=await repository.likes(song_id))

    async def unlike(self, person: User, song_id: UUID) -> LikeRead:
        async with self._sessions.begin() as session:
            repository = CountingRepository(session)
            await repository.hold(song_id, visitor_id=person.id)
            await repository.unlike(song_id, user_id=person.id)
            return LikeRead(liked=False, like_count=await repository.likes(song_id))


async def get_liking_service(sessions: SessionsDep) -> LikingService:
    return LikingService(sessions)


LikingServiceDep = Annotated[LikingService, Depends(get_liking_service)]
