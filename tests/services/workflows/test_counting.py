"""Figures of songs and credits: what was committed, once, however often it was tried."""

from typing import TypeAlias
from uuid import UUID

import pytest
from prometheus_client import REGISTRY

from services.workflows.activities.songs import DatabaseSongActivities
from services.workflows.counting import count_what_is_committed
from shared.contracts.songs import ReserveCredits
from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.ledger import Ledger
from tests.services.workflows.test_song_activities import (
    a_composed_song,
    a_song,
    activities,
    ending,
    owner_id,
    publication,
)

__all__ = ["activities", "owner_id"]

Moved: TypeAlias = dict[str, float]

FIGURES = {
    "ready": ("songs_total", {"outcome": "ready"}),
    "failed": ("songs_total", {"outcome": "failed"}),
    "cancelled": ("songs_total", {"outcome": "cancelled"}),
    "timed_out": ("song_failures_total", {"code": "timed_out"}),
    "reserved": ("credits_reserved_total", {}),
    "posted": ("credits_posted_total", {}),
    "voided": ("credits_voided_total", {}),
}


class Figures:
    """What has moved since the test began."""

    def __init__(self) -> None:
        count_what_is_committed()
        self._before = self._read()

    def moved(self) -> Moved:
        return {
            name: value - self._before[name]
            for name, value in self._read().items()
            if value != self._before[name]
        }

    def _read(self) -> Moved:
        return {
            name: REGISTRY.get_sample_value(metric, labels) or 0
            for name, (metric, labels) in FIGURES.items()
        }


@pytest.fixture
def figures() -> Figures:
    return Figures()


async def test_a_ready_song_is_counted_once_and_so_is_its_credit(
    figures: Figures,
    activities: DatabaseSongActivities,
    sessions: Sessions,
    owner_id: UUID,
) -> None:
    song_id = await a_composed_song(activities, sessions, owner_id)
    for _ in range(2):
        await activities.publish_song(publication(song_id, owner_id))

    assert figures.moved() == {"reserved": 1, "posted": 1, "ready": 1}


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (SongStatus.FAILED, {"failed": 1, "timed_out": 1}),
        (SongStatus.CANCELLED, {"cancelled": 1}),
    ],
)
async def test_a_song_that_was_not_made_is_counted_once_and_frees_its_credit(
    figures: Figures,
    activities: DatabaseSongActivities,
    sessions: Sessions,
    owner_id: UUID,
    status: SongStatus,
    told: Moved,
) -> None:
    song_id = await a_composed_song(activities, sessions, owner_id)
    for _ in range(2):
        await activities.end_song(ending(song_id, owner_id, status))

    assert figures.moved() == {"reserved": 1, "voided": 1, **told}


async def test_a_release_of_nothing_frees_nothing(
    figures: Figures,
    activities: DatabaseSongActivities,
    sessions: Sessions,
    owner_id: UUID,
) -> None:
    song_id = await a_song(sessions, owner_id)

    await activities.end_song(ending(song_id, owner_id, SongStatus.CANCELLED))

    assert figures.moved() == {"cancelled": 1}


async def test_what_is_rolled_back_is_not_counted(
    figures: Figures,
    activities: DatabaseSongActivities,
    sessions: Sessions,
    owner_id: UUID,
) -> None:
    song_id = await a_song(sessions, owner_id)
    async with sessions() as session:
        await Ledger(session).reserve(owner_id, 1, song_id=song_id)
        await session.rollback()
        await session.commit()
    nothing = figures.moved()

    request = ReserveCredits(song_id=song_id, owner_id=owner_id, amount=1)
    await activities.reserve_credits(request)

    assert nothing == {}
    assert figures.moved() == {"reserved": 1}
