"""Forms fit any number of bars."""

from itertools import pairwise

import pytest

from services.gpu_inference.engines.sketch.composer.form import plan_form, span_of
from services.gpu_inference.engines.sketch.composer.lyrics import stanzas_of
from tests.services.gpu_inference.sketch.composer.requests import LYRICS


@pytest.mark.parametrize("lyrics", ["", LYRICS])
def test_sections_fill_every_bar_once(lyrics: str) -> None:
    stanzas = stanzas_of(lyrics)
    for bars in range(1, 160):
        sections = plan_form(stanzas, bars=bars, full=8, bars_per_line=2)

        assert sections[0].start_bar == 0
        assert sections[-1].end_bar == bars
        assert all(section.bars > 0 for section in sections)
        for before, after in pairwise(sections):
            assert after.start_bar == before.end_bar


def test_a_long_song_has_the_whole_form() -> None:
    kinds = {s.kind for s in plan_form((), bars=64, full=8, bars_per_line=2)}

    assert {"intro", "verse", "chorus", "bridge", "outro"} <= kinds


def test_a_short_song_keeps_its_chorus() -> None:
    sections = plan_form(stanzas_of(LYRICS), bars=8, full=8, bars_per_line=2)

    assert "chorus" in [section.kind for section in sections]


def test_the_last_chorus_is_the_top() -> None:
    sections = plan_form((), bars=64, full=8, bars_per_line=2)
    choruses = [s.energy for s in sections if s.kind == "chorus"]

    assert choruses == sorted(choruses)
    assert choruses[-1] == max(section.energy for section in sections) == 1.0


@pytest.mark.parametrize("seconds", [5.0, 7.3, 31.7, 240.0])
@pytest.mark.parametrize("bpm", [50, 120, 200])
def test_the_ring_of_the_last_chord_is_never_cut_short(
    seconds: float, bpm: int
) -> None:
    span = span_of(seconds, bpm=bpm, beats_per_bar=4)

    assert seconds - span.end_beat * 60 / bpm >= 0.9
