"""All of a person's unfinished songs, followed in one stream."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Final, TypeAlias
from uuid import UUID

from fastapi import Depends
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.gateway.progress.admission import Admission, AdmissionDep
from services.gateway.progress.known import Known
from services.gateway.progress.looking import Lookout, LookoutDep
from services.gateway.progress.repository import Interest, Standing
from services.gateway.progress.schemas import SongGoneRead, SongProgressRead
from services.gateway.progress.watch import Watch, WatchDep
from shared.domain.songs import UNFINISHED
from shared.models.song import Song

_LOOK_EVERY_SECONDS: Final = 1.0

News: TypeAlias = SongProgressRead | SongGoneRead | Song


class Following:
    """One query a look for all songs; Temporal is asked about those that run only."""

    def __init__(self, watch: Watch, lookout: Lookout, admission: Admission) -> None:
        self._watch = watch
        self._lookout = lookout
        self._admission = admission

    async def follow(self, owner_id: UUID, known: Known) -> AsyncIterator[News]:
        """Progress, and each song that ends, for as long as its owner is let in.

        ``known`` says after each piece of news what is known with it.
        """
        told: dict[UUID, SongProgressRead] = {}
        while await self._admission.holds():
            try:
                seen = await self._watch.look(
                    Interest(
                        owner_id=owner_id,
                        also=frozenset(known.unfinished),
                        created_after=known.newest,
                    )
                )
                progress = await self._progress(seen.standings)
            except (OperationalError, PoolTimeout):
                await asyncio.sleep(_LOOK_EVERY_SECONDS)
                continue
            # Before anything is told: each piece of news is named by what is still to come.
            for standing in seen.standings:
                known.note(standing.song_id, standing.created_at)
            for gone in known.unfinished - {each.song_id for each in seen.standings}:
                known.unfinished.discard(gone)
                told.pop(gone, None)
                yield SongGoneRead(song_id=gone)
            for song in seen.ended:
                known.unfinished.discard(song.id)
                told.pop(song.id, None)
                yield song
            for news in progress:
                if told.get(news.song_id) != news:
                    told[news.song_id] = news
                    yield news
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def _progress(
        self, standings: Sequence[Standing]
    ) -> Sequence[SongProgressRead]:
        unfinished = [each for each in standings if _is_unfinished(each)]
        looks = await asyncio.gather(*map(self._lookout.look, unfinished))
        return [
            SongProgressRead(song_id=standing.song_id, **look.model_dump())
            for standing, look in zip(unfinished, looks, strict=True)
        ]


def _is_unfinished(standing: Standing) -> bool:
    return standing.status in UNFINISHED


async def get_following(
    watch: WatchDep, lookout: LookoutDep, admission: AdmissionDep
) -> Following:
    return Following(watch, lookout, admission)


FollowingDep = Annotated[Following, Depends(get_following)]
