"""The precision that a GPU counts in, on the CPU: the same code, the same casts."""

from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from services.gpu_inference.engines.studio.composer.composer import StudioComposer
from services.gpu_inference.engines.studio.composer.music_model import load_music_model
from services.gpu_inference.engines.studio.device import choose_device
from services.gpu_inference.engines.studio.loading import load_studio_engine
from services.gpu_inference.engines.studio.tiny.ace_step import build_tiny_ace_step
from services.gpu_inference.engines.studio.tiny.folder import build_tiny_models
from services.gpu_inference.weights.manifest import read
from shared.contracts.songs import ComposeAudio, PaintCover, SongRecipe, WriteSong
from shared.domain.songs import SongMode
from shared.settings import EngineSettings
from tests.fakes.engine import ignore
from tests.services.gpu_inference.studio.composer.songs import asked, together

SONG = UUID(int=3)
LIKENESS = 0.9
"""Correlation: the same song, although not to the bit."""


def test_a_whole_song_is_made_in_half_precision(tmp_path: Path) -> None:
    build_tiny_models(tmp_path)
    settings = EngineSettings(
        model_dir=tmp_path, studio_device="cpu", studio_precision="bfloat16"
    )
    engine = load_studio_engine(settings, read(tmp_path))
    recipe = SongRecipe(
        mode=SongMode.DESCRIPTION, audio_duration=5, seed=1, full_described_song="sea"
    )

    sheet = engine.lyricist.write(
        WriteSong(song_id=SONG, recipe=recipe), on_step=ignore
    )
    samples = engine.composer.compose(
        ComposeAudio(song_id=SONG, sheet=sheet, audio_duration=5, seed=1),
        on_step=ignore,
    )
    cover = engine.painter.paint(
        PaintCover(song_id=SONG, sheet=sheet, seed=1), on_step=ignore
    )

    assert sheet.lyrics
    assert np.isfinite(samples).all()
    assert cover.pixels.std() > 1


@pytest.mark.parametrize("is_turbo", [True, False])
def test_another_precision_gives_the_same_song_but_for_rounding(
    tmp_path: Path, *, is_turbo: bool
) -> None:
    build_tiny_ace_step(tmp_path, is_turbo=is_turbo)
    songs = [asked(number, infer_step=4) for number in range(3)]
    versions = []

    for precision in ("float32", "bfloat16"):
        device = choose_device("cpu", precision)
        model = load_music_model(tmp_path, device=device)
        with StudioComposer(model, batch=3) as composer:
            versions.append(together(composer, songs))

    for full, half in zip(*versions, strict=True):
        assert np.corrcoef(full.ravel(), half.ravel())[0, 1] > LIKENESS
