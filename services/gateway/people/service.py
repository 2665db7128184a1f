"""Who may see whom: somebody is public once a song of theirs is; oneself always."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.gateway.dependencies import SessionsDep
from services.gateway.people.repository import PeopleRepository
from services.gateway.people.schemas import ProfileRead
from shared.db import Sessions
from shared.errors import NotFound
from shared.models.user import User


class PeopleService:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def profile(self, visitor: User | None, user_id: UUID) -> ProfileRead:
        async with self._sessions() as session:
            profile = await PeopleRepository(session).profile(user_id)
        is_oneself = visitor is not None and visitor.id == user_id
        if profile is None or not (profile.song_count or is_oneself):
            raise NotFound("Person not found.")
        return profile


async def get_people_service(sessions: SessionsDep) -> PeopleService:
    return PeopleService(sessions)


PeopleServiceDep = Annotated[PeopleService, Depends(get_people_service)]
