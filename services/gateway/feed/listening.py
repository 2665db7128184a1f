"""Listens: once an hour for each song and listener, and never for the song's owner."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends

from services.gateway.auth.device import Device
from services.gateway.dependencies import SessionsDep
from services.gateway.feed.counting import CountingRepository
from services.gateway.feed.listeners import Listeners, ListenersDep
from services.gateway.feed.schemas import ListenRead
from services.gateway.rate_limits.limiter import Limit, RateLimiter, RateLimiterDep
from shared.db import Sessions
from shared.models.user import User

# Four minutes a song is fifteen an hour; a household or an office shares one address.
_VISITORS: Final = Limit("listens_of_visitors", 300)


class ListeningService:
    def __init__(
        self, sessions: Sessions, listeners: Listeners, limiter: RateLimiter
    ) -> None:
        self._sessions = sessions
        self._listeners = listeners
        self._limiter = limiter

    async def listen(
        self, person: User | None, device: Device, song_id: UUID
    ) -> ListenRead:
        if person is None:
            # A browser's name is easily changed: this bounds what that can count.
            await self._limiter.take((_VISITORS, device.address))
        person_id = person.id if person else None
        listener = person_id or self._listeners.visitor(device)
        async with self._sessions.begin() as session:
            repository = CountingRepository(session)
            song = await repository.hold(song_id, visitor_id=person_id)
            counted = song.owner_id != person_id and await repository.listen(
                song_id, listener=listener, user_id=person_id
            )
            total = await repository.listens(song_id)
        return ListenRead(listen_count=total, counted=counted)


async def forget_visitors(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await CountingRepository(session).forget_visitors()


async def get_listening_service(
    sessions: SessionsDep, listeners: ListenersDep, limiter: RateLimiterDep
) -> ListeningService:
    return ListeningService(sessions, listeners, limiter)


ListeningServiceDep = Annotated[ListeningService, Depends(get_listening_service)]
