"""Paint many covers and lay them out on one sheet, to judge them by eye and by processor time.

Run as ``python -m bench.covers sheet.png --count 24`` for songs of all genres, with
``--motif NAME`` for one motif with different seeds, or with ``--every-motif``.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from uuid import UUID

import numpy as np
from PIL import Image

from services.gpu_inference.engines.engine import Pixels
from services.gpu_inference.engines.sketch.painter.casting import Cast
from services.gpu_inference.engines.sketch.painter.gallery import MOTIFS
from services.gpu_inference.engines.sketch.painter.painter import (
    SketchPainter,
    painted,
)
from services.gpu_inference.engines.sketch.painter.palettes import PALETTES
from services.gpu_inference.engines.sketch.painter.scene import Motif
from shared.contracts.songs import PaintCover, WrittenSong
from shared.domain.categories import CATEGORIES

_OUT = Path(".stack/bench/covers.png")
TITLES = (
    *("Salt and Lanterns", "Neon Rain", "Desert Bloom", "Last Train Home"),
    *("Paper Moon", "Orbit of You", "Winter Letters", "Slow River", "Golden Hour"),
    *("Concrete Garden", "Marigold", "Static Hearts", "Northern Lights"),
    *("Kitchen Radio", "Ash and Ember", "The Long Road", "Cathedral", "Blue Hour"),
    *("Two Left Feet", "Undertow"),
)


def request_for(title: str, genre: str, *, seed: int) -> PaintCover:
    sheet = WrittenSong(
        title=title,
        prompt=genre.lower(),
        lyrics="",
        categories=(genre,),
        bpm=100,
        key_scale="A minor",
        time_signature="4",
    )
    return PaintCover(song_id=UUID(int=0), sheet=sheet, seed=seed)


def songs(count: int, *, seed: int) -> Iterator[tuple[str, Pixels]]:
    for index in range(count):
        title = TITLES[index % len(TITLES)]
        genre = CATEGORIES[(index * 11 + seed) % len(CATEGORIES)]
        request = request_for(title, genre, seed=seed + index)
        yield (
            f"{title} / {genre}",
            SketchPainter().paint(request, on_step=_quiet).pixels,
        )


def of_motifs(motifs: list[Motif], *, seed: int) -> Iterator[tuple[str, Pixels]]:
    for index, motif in enumerate(motifs):
        dice = np.random.default_rng(seed * 1000 + index)
        fitting = [
            each for each in PALETTES if any(mood in motif.moods for mood in each.moods)
        ]
        palette = fitting[int(dice.integers(len(fitting)))]
        chosen = Cast(motif=motif, palette=palette)
        label = f"{motif.name} / {palette.name}"
        yield label, painted(chosen, dice=dice, on_step=_quiet)


def write_sheet(
    covers: Callable[[], Iterator[tuple[str, Pixels]]], path: Path, *, side: int
) -> None:
    images, slowest = [], 0.0
    started = process_time()
    for label, pixels in covers():
        seconds = process_time() - started
        slowest = max(slowest, seconds)
        print(f"{seconds:5.2f} s  {label}")
        images.append(
            Image.fromarray(pixels).resize((side, side), Image.Resampling.BOX)
        )
        started = process_time()
    columns = min(5, len(images))
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * (side + 4), rows * (side + 4)), "white")
    for index, image in enumerate(images):
        place = (index % columns * (side + 4), index // columns * (side + 4))
        sheet.paste(image, place)
    sheet.save(path)
    print(f"{len(images)} covers, slowest {slowest:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", default=_OUT)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--side", type=int, default=380)
    parser.add_argument("--motif", action="append", default=[])
    parser.add_argument("--every-motif", action="store_true")
    options = parser.parse_args()
    options.path.parent.mkdir(parents=True, exist_ok=True)

    def covers() -> Iterator[tuple[str, Pixels]]:
        named = [
            each for name in options.motif for each in MOTIFS if each.name == name
        ] * options.count
        if named or options.every_motif:
            return of_motifs(named or list(MOTIFS), seed=options.seed)
        return songs(options.count, seed=options.seed)

    write_sheet(covers, options.path, side=options.side)


def _quiet(step: int, steps: int) -> None:
    del step, steps


if __name__ == "__main__":
    main()
