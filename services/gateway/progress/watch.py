"""One who asks for all that follow: how many they are makes no more questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final, cast

from fastapi import Depends, Request

from services.gateway.progress.repository import (
    Interest,
    Standing,
    StandingRepository,
)
from services.gateway.songs.repository import SongRepository
from services.gateway.together import Together
from shared.db import Sessions
from shared.domain.songs import UNFINISHED
from shared.models.song import Song

_EVERY_SECONDS: Final = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    standings: Sequence[Standing]
    ended: Sequence[Song]
    """Those of them in full that are done, one way or another."""


class Watch:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._looks = Together(self._look, every_seconds=_EVERY_SECONDS)

    async def look(self, interest: Interest) -> Look:
        """Where songs stand now, or in a moment, when others ask as well."""
        return await self._looks.ask(interest)

    async def _look(self, interests: Sequence[Interest]) -> Sequence[Look]:
        async with self._sessions.reading() as session:
            standings = await StandingRepository(session).of(interests)
            ended = {
                each.song_id
                for those in standings
                for each in those
                if each.status not in UNFINISHED
            }
            songs = await SongRepository(session).those([*ended]) if ended else []
        by_id = {song.id: song for song in songs}
        return [
            Look(
                standings=those,
                ended=[by_id[each.song_id] for each in those if each.song_id in by_id],
            )
            for those in standings
        ]


async def get_watch(request: Request) -> Watch:
    return cast(Watch, request.state.watch)


WatchDep = Annotated[Watch, Depends(get_watch)]
