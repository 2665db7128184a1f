"""Where songs stand: a person's, in one query; and everybody's, in another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import (
    CollectionAggregate,
    ColumnElement,
    CompoundSelect,
    Uuid,
    and_,
    any_,
    column,
    false,
    func,
    literal,
    or_,
    type_coerce,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.domain.lanes import BULK_PATIENCE, SINGLES, Lane, lane_of
from shared.domain.songs import UNFINISHED, SongStage, SongStatus
from shared.errors import NotFound
from shared.models.base import TIMESTAMP, utc_now
from shared.models.song import Song
from shared.song_workflows import BEHIND

_LATELY: Final = timedelta(seconds=10)
"""Temporal's counts are up to five seconds old, and are kept for five more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    song_id: UUID
    owner_id: UUID
    status: SongStatus
    stage: SongStage | None
    created_at: datetime
    lane: Lane
    turn: int
    """Of its owner's unfinished songs in that lane, by age: 1 is the first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Interest:
    """What somebody who follows wants to know of: a person's unfinished songs, and more."""

    owner_id: UUID
    also: frozenset[UUID]
    """These, whatever became of them."""
    created_after: datetime
    """Those that are new, even if they have ended already."""

    def is_about(self, standing: Standing) -> bool:
        return (
            standing.status in UNFINISHED
            or standing.song_id in self.also
            or standing.created_at > self.created_after
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowd:
    """Everybody's unfinished songs, as they were counted at a moment."""

    counted_at: datetime
    songs: Mapping[Lane, Mapping[UUID, int]]
    """How many each person has in a lane, whether they wait or are worked on."""
    unseen: Mapping[Lane, int]
    """Of these, how many came to the queue so lately that it may not count them yet."""


class StandingRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, interests: Sequence[Interest]) -> Sequence[Sequence[Standing]]:
        """What each is about, oldest first; one query for all."""
        owners = {each.owner_id for each in interests}
        statement = (
            select(col(Song.id), col(Song.owner_id), col(Song.status), col(Song.stage))
            .add_columns(col(Song.created_at), _yields(utc_now()))
            .where(
                # Whatever a client says that it knows of.
                col(Song.owner_id) == _one_of(owners),
                col(Song.id).in_(_named(interests)),
            )
            .order_by(col(Song.created_at), col(Song.id))
        )
        turns: Counter[tuple[UUID, Lane]] = Counter()
        standings: defaultdict[UUID, list[Standing]] = defaultdict(list)
        for song_id, owner_id, status, stage, created_at, bulk in (
            await self._session.execute(statement)
        ).all():
            lane = lane_of(stage, bulk=bulk)
            turns[owner_id, lane] += status in UNFINISHED
            standings[owner_id].append(
                Standing(
                    song_id=song_id,
                    owner_id=owner_id,
                    status=status,
                    stage=stage,
                    created_at=created_at,
                    lane=lane,
                    turn=turns[owner_id, lane],
                )
            )
        return [
            [one for one in standings[each.owner_id] if each.is_about(one)]
            for each in interests
        ]

    async def one(self, song: Song) -> Standing:
        """``NotFound`` when it was deleted since it was read."""
        interest = Interest(
            owner_id=song.owner_id,
            also=frozenset({song.id}),
            created_after=utc_now(),
        )
        [of_its_owner] = await self.of([interest])
        for standing in of_its_owner:
            if standing.song_id == song.id:
                return standing
        raise NotFound("Song not found.")

    async def crowd(self) -> Crowd:
        now = utc_now()
        yields = _yields(now)
        unseen = or_(
            col(Song.status) == SongStatus.QUEUED,
            col(Song.started_at) > now - _LATELY,
        )
        statement = (
            select(col(Song.owner_id), col(Song.stage), func.count())
            .add_columns(func.count().filter(unseen), yields)
            .where(col(Song.status).in_(UNFINISHED))
            .group_by(col(Song.owner_id), col(Song.stage), yields)
        )
        songs: defaultdict[Lane, Counter[UUID]] = defaultdict(Counter)
        fresh: Counter[Lane] = Counter()
        for owner_id, stage, count, new, bulk in (
            await self._session.execute(statement)
        ).all():
            lane = lane_of(stage, bulk=bulk)
            songs[lane][owner_id] += count
            fresh[lane] += new
        return Crowd(counted_at=now, songs=songs, unseen=fresh)


def _named(interests: Sequence[Interest]) -> CompoundSelect[tuple[UUID]]:
    """The ids of all songs that any of them may be about, each kind by its own index."""
    owners = [each.owner_id for each in interests]
    moments = [each.created_after for each in interests]
    news = (
        func.unnest(literal(owners, ARRAY(Uuid)), literal(moments, ARRAY(TIMESTAMP)))
        .table_valued(column("owner_id", Uuid), column("created_after", TIMESTAMP))
        .render_derived(name="news")
    )
    return union(
        select(col(Song.id)).where(
            col(Song.status).in_(UNFINISHED), col(Song.owner_id) == _one_of(owners)
        ),
        select(col(Song.id)).where(
            col(Song.id) == _one_of({one for each in interests for one in each.also})
        ),
        select(col(Song.id)).join(
            news,
            and_(
                col(Song.owner_id) == news.c.owner_id,
                col(Song.created_at) > news.c.created_after,
            ),
        ),
    )


def _one_of(ids: Iterable[UUID]) -> CollectionAggregate[bool]:
    """One value, however many ids: the statement stays the same."""
    return any_(literal([*ids], ARRAY(Uuid)))


def _yields(now: datetime) -> ColumnElement[bool]:
    """Whether a song is bulk that still lets others go first."""
    # Compared as JSON: a row that says something else than a number breaks nothing.
    behind = col(Song.recipe)[BEHIND] >= type_coerce(SINGLES, JSONB)
    return and_(
        func.coalesce(behind, false()), col(Song.created_at) > now - BULK_PATIENCE
    )
