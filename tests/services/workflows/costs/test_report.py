"""What songs cost and earned, by models, ends and days, asked of a real database."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, delete

from services.workflows.audit.outages import CannotAsk
from services.workflows.costs.asking import Prices
from services.workflows.costs.report import Deleted
from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from shared.models.song import Song
from tests.services.workflows.costs.making import DAY, Made, Studio, costs

FAILED, CANCELLED = SongStatus.FAILED, SongStatus.CANCELLED
A_DAY = timedelta(days=1)


async def test_each_revision_has_its_own_figures(
    studio: Studio, database_url: str
) -> None:
    steady = [Made(began=100 * n, ended=100 * n + n) for n in range(1, 22)]
    canary = Made(began=5000, ended=5040, revision="r2")
    await studio.make(*steady, canary)

    first, second = (await costs(database_url)).groups

    assert (first.engine, first.model_revision, first.songs) == ("studio", "r1", 21)
    assert asdict(first.gpu_seconds) == _near(total=231, mean=11, p50=11, p95=20)
    assert (second.model_revision, second.songs) == ("r2", 1)
    assert second.gpu_seconds.mean == pytest.approx(40)


async def test_what_failed_and_was_cancelled_is_told_apart_and_carried_by_the_rest(
    studio: Studio, database_url: str
) -> None:
    await studio.make(
        Made(began=0, ended=50),
        Made(began=100, ended=130, status=FAILED),
        Made(began=200, ended=220, status=CANCELLED),
        Made(began=None, ended=300, status=CANCELLED),
    )

    report = await costs(database_url)

    assert [
        (group.status, group.engine, group.songs, group.audio_seconds)
        for group in report.groups
    ] == [
        (SongStatus.READY, "studio", 1, 30),
        (FAILED, None, 1, 0),
        (CANCELLED, None, 2, 0),
    ]
    assert report.cost(FAILED) == pytest.approx(0.03)
    assert report.cost(CANCELLED) == pytest.approx(0.02)
    assert report.cost_of_a_ready_song == pytest.approx(0.10)
    assert (report.credits, report.revenue) == (1, 0.5)


async def test_a_song_counts_on_the_day_it_ended(
    studio: Studio, database_url: str
) -> None:
    midnight = 12 * 3600
    await studio.make(
        Made(began=-midnight - 60, ended=-midnight - 1),
        Made(began=-midnight - 60, ended=-midnight),
        Made(began=midnight - 60, ended=midnight - 1),
        Made(began=midnight - 60, ended=midnight),
    )

    counted = [
        (await costs(database_url, since=day)).songs()
        for day in (DAY - A_DAY, DAY, DAY + A_DAY)
    ]

    assert counted == [1, 2, 1]


async def test_the_ledger_remembers_songs_that_were_deleted(
    studio: Studio, database_url: str, sessions: Sessions
) -> None:
    songs = await studio.make(
        *[Made(began=0, ended=60)] * 3, Made(began=0, ended=60, status=FAILED)
    )
    await _delete(sessions, songs[1:])

    # Their entries are of the moment at which the test wrote them.
    report = await costs(database_url, since=DAY, until=utc_now() + A_DAY)
    before = await costs(database_url, since=DAY - A_DAY)

    assert report.deleted == Deleted(paid=2, unpaid=1, credits=2)
    assert (report.songs(), report.credits, report.revenue) == (1, 3, 1.5)
    assert before.deleted == Deleted(paid=0, unpaid=0, credits=0)


async def test_in_an_empty_span_everything_is_nought(
    studio: Studio, database_url: str
) -> None:
    report = await costs(database_url)

    assert report.groups == []
    assert (report.songs(), report.gpu_seconds(), report.cost()) == (0, 0, 0)
    assert (report.cost_of_a_ready_song, report.revenue) == (None, 0)


async def test_without_prices_there_are_seconds_and_no_costs(
    studio: Studio, database_url: str
) -> None:
    await studio.make(Made(began=0, ended=60))

    report = await costs(database_url, prices=Prices())

    assert [group.cost for group in report.groups] == [None]
    assert (report.cost(), report.cost_of_a_ready_song, report.revenue) == (None,) * 3
    assert report.gpu_seconds() == pytest.approx(60)


async def test_postgres_is_away() -> None:
    away = "postgresql+psycopg://app:quillwort@127.0.0.1:1/x"

    with pytest.raises(CannotAsk, match=r"^Postgres .*DATABASE_URL"):
        await costs(away)


def _near(**figures: float) -> object:
    return pytest.approx(figures)


async def _delete(sessions: Sessions, song_ids: Sequence[UUID]) -> None:
    async with sessions.begin() as session:
        await session.exec(delete(Song).where(col(Song.id).in_(song_ids)))
