"""Everybody's unfinished songs, counted seldom: all streams want to know."""

from typing import Annotated, Final, cast

from fastapi import Depends, Request

from services.gateway.progress.lately import Lately
from services.gateway.progress.repository import Crowd, StandingRepository
from shared.db import Sessions

_FRESH_SECONDS: Final = 5.0


class Crowds:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._counts = Lately(self._count, seconds=_FRESH_SECONDS)

    async def now(self) -> Crowd:
        return await self._counts.get()

    async def _count(self) -> Crowd:
        async with self._sessions() as session:
            return await StandingRepository(session).crowd()


async def get_crowds(request: Request) -> Crowds:
    return cast(Crowds, request.state.crowds)


CrowdsDep = Annotated[Crowds, Depends(get_crowds)]
