"""Songs to ask the composer for, and ways to ask for several at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import numpy as np

from services.gpu_inference.engines.engine import Samples
from services.gpu_inference.engines.studio.composer.composer import StudioComposer
from shared.contracts.songs import ComposeAudio, WrittenSong
from tests.fakes.engine import ignore

SECONDS = 5
STEPS = 6
LYRICS = (
    "[verse]\nThe wind is in the window",
    "[verse]\n"
    + "and the light is on the hill\n" * 20
    + "[chorus]\nWe are singing still",
    "",
    "[chorus]\n" + "na na na " * 60,
)


def asked(number: int = 0, **changes: Any) -> ComposeAudio:
    """Songs whose words and styles are of very different lengths."""
    sheet = WrittenSong(
        title=f"Song {number}",
        prompt=", ".join(["folk", "slow", "warm strings"] * (number + 1)),
        lyrics=LYRICS[number % len(LYRICS)],
        categories=("Folk",),
        bpm=80 + number,
        key_scale=("A minor", "F# major")[number % 2],
        time_signature=("4", "3")[number % 2],
    )
    recipe: dict[str, Any] = {
        "audio_duration": SECONDS,
        "seed": 100 + number,
        "infer_step": STEPS,
        **changes,
    }
    return ComposeAudio(song_id=UUID(int=number), sheet=sheet, **recipe)


def together(composer: StudioComposer, songs: Sequence[ComposeAudio]) -> list[Samples]:
    with ThreadPoolExecutor(len(songs)) as threads:
        return list(
            threads.map(lambda song: composer.compose(song, on_step=ignore), songs)
        )


def apart(one: Samples, other: Samples) -> float:
    """The largest difference of two songs, in parts of full scale."""
    return float(np.abs(one - other).max())
