"""How fast songs are begun, out of figures that only know the last half minute."""

import pytest

from services.gateway.progress.pace import Pace


def test_a_song_a_minute_is_neither_two_nor_none() -> None:
    pace = Pace()

    said = [
        # A song begins with each minute: half of the figures have seen it.
        pace.note(1 / 30 if second % 60 < 30 else 0.0, at=float(second))
        for second in range(0, 1200, 5)
    ]

    assert said[-1] == pytest.approx(1 / 60, rel=0.1)
    assert min(said[12:]) > 0


def test_the_first_figure_is_taken_as_it_is() -> None:
    assert Pace().note(0.5, at=100.0) == pytest.approx(0.5)


def test_what_was_before_nobody_looked_is_forgotten() -> None:
    pace = Pace()
    for second in range(0, 600, 5):
        pace.note(2.0, at=float(second))

    assert pace.note(0.1, at=5000.0) == pytest.approx(0.1)
