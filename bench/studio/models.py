"""The models that are measured: full size with random weights, or tiny ones from a folder."""

from pathlib import Path

from bench.studio.full_pictures import full_pictures
from bench.studio.full_size import full_music_model, full_text_model
from bench.studio.plan import Size
from services.gpu_inference.engines.studio.composer.music_model import (
    MusicModel,
    load_music_model,
)
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.painter.pipeline_loading import (
    Pipeline,
    load_pipeline,
)
from services.gpu_inference.engines.studio.tiny.folder import build_tiny_models
from services.gpu_inference.engines.studio.writer.transformers_model import (
    TransformersTextModel,
    load_text_model,
)
from services.gpu_inference.weights.manifest import COMPOSER, COVER, LYRICIST


class Models:
    """One at a time is built and let go again: together they would fill a small card."""

    def __init__(self, size: Size, *, device: Device, scratch: Path) -> None:
        """``scratch``: an empty folder."""
        assert size is not Size.AUTO
        self._size = size
        self._device = device
        self._folder = scratch
        if self.are_tiny:
            build_tiny_models(scratch)

    @property
    def are_tiny(self) -> bool:
        return self._size is Size.TINY

    @property
    def description(self) -> str:
        if self.are_tiny:
            return "tiny random models, whose speed says nothing about real ones"
        return (
            f"ACE-Step 1.5 turbo {self._size.upper()}, Qwen2-7B and SDXL-Turbo,"
            " full size with random weights"
        )

    def music(self) -> MusicModel:
        if self.are_tiny:
            return load_music_model(self._folder / COMPOSER, device=self._device)
        return full_music_model(self._device, is_xl=self._size is Size.XL)

    def text(self, *, batch: int) -> TransformersTextModel:
        if self.are_tiny:
            folder = self._folder / LYRICIST
            return load_text_model(folder, device=self._device, batch=batch)
        return full_text_model(self._device, batch=batch)

    def pictures(self) -> Pipeline:
        if self.are_tiny:
            return load_pipeline(self._folder / COVER, device=self._device)
        return full_pictures(self._device)
