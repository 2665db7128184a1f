"""Measure what the scaling tables need and a computer without a GPU can tell.

Run as ``python -m bench.scaling.measuring``: how long a song's files take to encode, how
large they are, and what a song costs the database. The music is the sketch engine's.
"""

import argparse
import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bench.covers import request_for as cover_for
from bench.listen import TRIALS
from bench.listen import request_for as song_for
from bench.load.figures import beside, table
from bench.scaling.measuring_rows import SONGS, recording
from devstack import soundfont
from devstack.testing import running_postgres
from services.gateway.migrate import migrate
from services.gpu_inference.cover_files import write_cover
from services.gpu_inference.encoding import encode_mp3
from services.gpu_inference.engines.sketch.composer.composer import SketchComposer
from services.gpu_inference.engines.sketch.painter.painter import SketchPainter
from services.gpu_inference.master import write_master


def encoding(folder: Path, seconds: int) -> Mapping[str, float]:
    """Seconds of one core and bytes, for each second of a song."""
    music = SketchComposer(soundfont.path()).compose(
        song_for(TRIALS[0], seconds=seconds, seed=1), on_step=_quiet
    )
    flac, mp3, png = (folder / name for name in ("a.flac", "a.mp3", "a.png"))
    master = _seconds(lambda: write_master(flac, music, on_step=_quiet))
    listeners = _seconds(lambda: encode_mp3(flac, mp3, tag=b"", on_step=_quiet))
    write_cover(
        png, SketchPainter().paint(cover_for("Rain", "Pop", seed=1), on_step=_quiet)
    )
    return {
        "FLAC, seconds of a core for a second of music": master / seconds,
        "MP3, the same": listeners / seconds,
        "FLAC, bytes a second": flac.stat().st_size / seconds,
        "MP3, bytes a second": mp3.stat().st_size / seconds,
        "cover, bytes": png.stat().st_size,
    }


def _quiet(_: int, __: int) -> None:
    """Nobody watches."""


def _seconds(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=180, help="of the song")
    options = parser.parse_args()
    machine = beside()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING)
    )
    with TemporaryDirectory() as folder, running_postgres(Path(folder)) as postgres:
        migrate(postgres.url)
        figures = {
            **encoding(Path(folder), options.seconds),
            **asyncio.run(recording(postgres)),
        }
    print(f"{machine}; a song of {options.seconds} s; {SONGS} songs in the database")
    table(
        ("of one song", "measured"),
        [(what, f"{value:,.4g}") for what, value in figures.items()],
    )


if __name__ == "__main__":
    main()
