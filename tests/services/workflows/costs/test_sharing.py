"""How the time of GPUs is shared out among songs that began and ended at known moments."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from services.workflows.costs.report import Spread
from shared.domain.songs import SongStatus
from tests.services.workflows.costs.making import DAY, Made, Studio, costs

FAILED, CANCELLED = SongStatus.FAILED, SongStatus.CANCELLED
A_DAY = timedelta(days=1)


async def test_songs_that_are_made_together_share_a_gpu(
    studio: Studio, database_url: str
) -> None:
    await studio.make(Made(began=0, ended=60), Made(began=30, ended=90))

    [group] = (await costs(database_url)).groups

    # Half a minute alone, half a minute shared by two.
    assert group.gpu_seconds == Spread(total=90, mean=45, p50=45, p95=45)
    assert group.wall_seconds == Spread(total=120, mean=60, p50=60, p95=60)
    assert group.cost is not None
    assert asdict(group.cost) == _near(total=0.09, mean=0.045, p50=0.045, p95=0.045)
    assert (group.songs, group.audio_seconds, group.credits) == (2, 60, 2)


@pytest.mark.parametrize(
    ("gpus", "seconds"), [(1, 60), (1.5, 90), (2, 120), (3, 180), (8, 180)]
)
async def test_shares_add_up_to_no_more_than_all_gpus_and_a_song_takes_one_at_most(
    studio: Studio, database_url: str, gpus: float, seconds: float
) -> None:
    await studio.make(*[Made(began=0, ended=60)] * 3)

    report = await costs(database_url, gpus=gpus)

    assert report.gpu_seconds() == pytest.approx(seconds)


async def test_time_in_which_nothing_was_made_costs_no_song_anything(
    studio: Studio, database_url: str
) -> None:
    await studio.make(Made(began=0, ended=10), Made(began=3600, ended=3620))

    report = await costs(database_url)

    assert report.gpu_seconds() == pytest.approx(30)


async def test_who_ended_outside_the_span_had_a_share_all_the_same(
    studio: Studio, database_url: str
) -> None:
    """Else the songs of two days would take more than there was on both."""
    midnight = 12 * 3600
    await studio.make(
        Made(began=midnight - 60, ended=midnight - 20),
        Made(began=midnight - 60, ended=midnight + 20),
    )

    today = await costs(database_url)
    tomorrow = await costs(database_url, since=DAY + A_DAY)

    assert today.gpu_seconds() == pytest.approx(20)
    assert tomorrow.gpu_seconds() == pytest.approx(20 + 40)


async def test_what_is_still_being_made_has_a_share_and_no_costs(
    studio: Studio, database_url: str
) -> None:
    await studio.make(
        Made(began=0, ended=60),
        Made(began=30, ended=None, status=SongStatus.RUNNING),
        Made(began=None, ended=None, status=SongStatus.QUEUED),
    )

    report = await costs(database_url)

    assert report.gpu_seconds() == pytest.approx(30 + 15)
    assert (report.songs(), report.unfinished) == (1, 2)


async def test_an_end_that_another_clock_saw_before_the_beginning_costs_nothing(
    studio: Studio, database_url: str
) -> None:
    await studio.make(Made(began=10, ended=9))

    [group] = (await costs(database_url)).groups

    assert (
        group.gpu_seconds == group.wall_seconds == Spread(total=0, mean=0, p50=0, p95=0)
    )


def _near(**figures: float) -> object:
    return pytest.approx(figures)
