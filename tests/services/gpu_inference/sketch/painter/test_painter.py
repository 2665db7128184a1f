"""The sketch painter: whole covers, repeatable anywhere, stoppable at any layer."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
import pytest

from services.gpu_inference.engines.engine import Cover
from services.gpu_inference.engines.sketch.painter.painter import SketchPainter
from tests.services.gpu_inference.sketch.painter.songs import quiet, request_of

_TITLE, _SEED = "Salt and Lanterns", 7


class Stopped(Exception):
    """Raised by an ``on_step`` that has seen enough."""


def paint(title: str, *, seed: int, number: int = 1) -> Cover:
    request = request_of(title, seed=seed, number=number)
    return SketchPainter().paint(request, on_step=quiet)


@dataclass
class Painted:
    cover: Cover
    steps: list[tuple[int, int]]


@pytest.fixture(scope="module")
def painted() -> Painted:
    seen: list[tuple[int, int]] = []
    cover = SketchPainter().paint(
        request_of(_TITLE, seed=_SEED),
        on_step=lambda step, steps: seen.append((step, steps)),
    )
    return Painted(cover, seen)


def test_a_cover_is_a_full_square_of_bytes(painted: Painted) -> None:
    assert painted.cover.pixels.shape == (1024, 1024, 3)
    assert painted.cover.pixels.dtype == np.uint8


def test_the_same_request_gives_the_same_cover_in_another_process(
    painted: Painted,
) -> None:
    # Spawned, not forked: a fresh interpreter with its own hash seed.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        there = elsewhere.submit(paint, _TITLE, seed=_SEED).result()

    assert np.array_equal(there.pixels, painted.cover.pixels)
    assert there.colors == painted.cover.colors


def test_a_retry_under_another_song_id_paints_the_same(painted: Painted) -> None:
    again = paint(_TITLE, seed=_SEED, number=2)

    assert np.array_equal(again.pixels, painted.cover.pixels)


def test_another_seed_gives_a_clearly_different_picture(painted: Painted) -> None:
    other = paint(_TITLE, seed=_SEED + 1)

    apart = other.pixels.astype(int) - painted.cover.pixels.astype(int)
    assert np.abs(apart).mean() > 12


def test_the_leading_colors_are_those_of_pixels_in_the_picture(
    painted: Painted,
) -> None:
    flat = painted.cover.pixels.reshape(-1, 3)
    for color in painted.cover.colors:
        wanted = np.frombuffer(bytes.fromhex(color.removeprefix("#")), dtype=np.uint8)
        assert (flat == wanted).all(axis=1).any()


def test_progress_counts_up_to_its_end_in_several_steps(painted: Painted) -> None:
    steps = [step for step, _ in painted.steps]

    assert steps == sorted(steps)
    assert len(dict.fromkeys(steps)) >= 4
    assert painted.steps[-1][0] == painted.steps[-1][1]


def test_a_stop_from_on_step_ends_the_work_at_once() -> None:
    calls: list[tuple[int, int]] = []

    def stop_at_second(step: int, steps: int) -> None:
        calls.append((step, steps))
        if len(calls) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        SketchPainter().paint(request_of("Ash", seed=1), on_step=stop_at_second)

    assert len(calls) == 2
