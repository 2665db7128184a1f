"""Looks at running songs, of which Temporal is asked no more however many people follow."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, cast
from uuid import UUID

from fastapi import Depends, Request
from temporalio.client import Client

from services.gateway.progress.repository import Standing
from services.gateway.progress.sightings import Sighting, sight
from services.gateway.together import Together
from shared.domain.songs import SongStage

_EVERY_SECONDS: Final = 0.25
_AT_ONCE: Final = 10
"""Four times that in a second, at most."""
_FRESH_SECONDS: Final = 0.5
_FORGOTTEN_SECONDS: Final = 60.0
# Where more songs run than can be looked at, most of them wait for a machine.
_PRESUMED: Final = Sighting(waits_for_worker=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Glance:
    stage: SongStage | None
    sighting: Sighting
    seen_at: float


class Glances:
    """First looks at what machines work on, then at whose turn is next, and the rest by turns."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._last: dict[UUID, _Glance] = {}
        self._looks = Together(self._look, every_seconds=_EVERY_SECONDS)

    async def at(self, standing: Standing) -> Sighting:
        """What was seen of a running song last: now, unless there are too many."""
        return await self._looks.ask(standing)

    async def _look(self, standings: Sequence[Standing]) -> Sequence[Sighting]:
        now = time.monotonic()
        chosen = self._chosen({each.song_id: each for each in standings}, now)
        seen = await asyncio.gather(
            *(sight(self._client, each.song_id, each.stage) for each in chosen)
        )
        for standing, sighting in zip(chosen, seen, strict=True):
            self._last[standing.song_id] = _Glance(
                stage=standing.stage, sighting=sighting, seen_at=now
            )
        told = [self._known(each) or _PRESUMED for each in standings]
        self._last = {
            song_id: glance
            for song_id, glance in self._last.items()
            if now - glance.seen_at < _FORGOTTEN_SECONDS
        }
        return told

    def _chosen(self, songs: Mapping[UUID, Standing], now: float) -> list[Standing]:
        known = {song_id: self._known(each) for song_id, each in songs.items()}
        seen_at = {
            song_id: self._last[song_id].seen_at if sighting else 0.0
            for song_id, sighting in known.items()
        }
        stale = [
            each
            for each in songs.values()
            if now - seen_at[each.song_id] >= _FRESH_SECONDS
        ]
        waiting = [each for each in stale if _waits(known[each.song_id])]
        worked_on = [each for each in stale if not _waits(known[each.song_id])]
        worked_on.sort(key=lambda each: seen_at[each.song_id])
        next_ones = sorted(waiting, key=lambda each: (each.turn, each.created_at))
        by_turns = sorted(waiting, key=lambda each: seen_at[each.song_id])
        half = max(1, (_AT_ONCE - len(worked_on)) // 2)
        # A few places are left to those that wait: else nobody would see them begin.
        chosen = [*worked_on[: _AT_ONCE - 2], *next_ones[:half], *by_turns]
        return list(dict.fromkeys(chosen))[:_AT_ONCE]

    def _known(self, standing: Standing) -> Sighting | None:
        glance = self._last.get(standing.song_id)
        if glance is None or glance.stage != standing.stage:
            return None
        return glance.sighting


def _waits(sighting: Sighting | None) -> bool:
    return sighting is None or sighting.waits_for_worker


async def get_glances(request: Request) -> Glances:
    return cast(Glances, request.state.glances)


GlancesDep = Annotated[Glances, Depends(get_glances)]
