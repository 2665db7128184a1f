"""A text-to-image model that paints the pictures waiting together in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from services.gpu_inference.batching import PATIENCE_SECONDS, Batcher, Ticket
from services.gpu_inference.engines.engine import COVER_PIXELS, OnStep, Pixels
from services.gpu_inference.engines.studio.device import Device, memory_guard
from services.gpu_inference.engines.studio.painter.fine_decoding import (
    decoding_in_float32,
)
from services.gpu_inference.engines.studio.painter.pipeline_loading import (
    Pipeline,
    load_pipeline,
)
from services.gpu_inference.engines.studio.painter.sampling import (
    Sampling,
    sampling_of,
)
from services.gpu_inference.engines.studio.streams import on_own_stream
from shared.errors import DomainError

Frame: TypeAlias = npt.NDArray[np.float32]
"""A picture before rounding, shape (native side, native side, 3), 0 to 1."""

_LEAST_CONTRAST: Final = 2 / 255
"""Between the darkest and the lightest value of some channel, where anything is shown."""


class BadPicture(DomainError):
    """The model painted something that must not be shown."""

    def __init__(self, *, fault: str) -> None:
        super().__init__(f"The painter made a picture that {fault}.")
        self.fault = fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A picture to paint. Same wish, same pixels on the CPU, whatever its company."""

    prompt: str
    avoid: str = ""
    """The negative prompt, for models that are guided."""
    seed: int


_Ticket: TypeAlias = Ticket[Wish, Pixels]


class _NobodyWaits(Exception):
    """Leaves a pass that would be for nothing."""


class PictureModel:
    """Serves many threads: wishes that wait together share a pass."""

    def __init__(
        self,
        pipeline: Pipeline,
        *,
        device: Device,
        batch: int,
        sampling: Sampling | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        """``sampling``: by default what suits the model."""
        self._pipeline = pipeline
        self._device = device
        self._sampling = sampling or sampling_of(pipeline)
        self._batcher = Batcher[Wish, Pixels](
            on_own_stream(device, self._forward),
            name="painter",
            most=batch,
            patience_seconds=patience_seconds,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._batcher.close()

    def paint(self, wish: Wish, *, on_step: OnStep) -> Pixels:
        """Raises ``BadPicture`` or ``OutOfMemory``, and what ``on_step`` raises."""
        return self._batcher.run(wish, on_step=on_step)

    def _forward(
        self, tickets: Sequence[_Ticket]
    ) -> Sequence[Pixels | DomainError | None]:
        try:
            with memory_guard(self._device, what="paint the cover"):
                frames = self._sound_frames(tickets)
        except _NobodyWaits:
            return [None] * len(tickets)
        return [_finished(frame) for frame in frames]

    def _sound_frames(self, tickets: Sequence[_Ticket]) -> list[Frame]:
        """Those that came out as no numbers are painted again with a finer decoder."""
        frames = self._frames(tickets)
        bad = [place for place, frame in enumerate(frames) if not _is_finite(frame)]
        if bad and self._pipeline.vae.dtype != torch.float32:
            with decoding_in_float32(self._pipeline.vae):
                again = self._frames([tickets[place] for place in bad])
            for place, frame in zip(bad, again, strict=True):
                frames[place] = frame
        return frames

    def _frames(self, tickets: Sequence[_Ticket]) -> list[Frame]:
        def after_step(
            pipeline: Pipeline, index: int, _: Any, tensors: dict[str, Any]
        ) -> dict[str, Any]:
            if not any(ticket.is_wanted for ticket in tickets):
                raise _NobodyWaits
            for ticket in tickets:
                # Decoding is the step after the last.
                ticket.tell(index + 1, pipeline.num_timesteps + 1)
            return tensors

        painted = self._pipeline(
            **self._arguments([ticket.item for ticket in tickets]),
            callback_on_step_end=after_step,
        ).images
        steps = self._pipeline.num_timesteps + 1
        for ticket in tickets:
            ticket.tell(steps, steps)
        return list(painted.float().permute(0, 2, 3, 1).cpu().numpy())

    def _arguments(self, wishes: Sequence[Wish]) -> dict[str, Any]:
        side = native_pixels(self._pipeline)
        arguments: dict[str, Any] = {
            "prompt": [wish.prompt for wish in wishes],
            "num_inference_steps": self._sampling.steps,
            "guidance_scale": self._sampling.guidance_scale,
            "height": side,
            "width": side,
            # Drawn on the CPU, the noise is the same for every device.
            "generator": [torch.Generator().manual_seed(w.seed) for w in wishes],
            "output_type": "pt",
        }
        if self._sampling.prompt_tokens is not None:
            arguments["max_sequence_length"] = self._sampling.prompt_tokens
        elif self._sampling.is_guided:
            arguments["negative_prompt"] = [wish.avoid for wish in wishes]
        return arguments


def load_picture_model(
    folder: Path, *, device: Device, batch: int, sampling: Sampling | None = None
) -> PictureModel:
    """Raises ``UnusableModel``, or ``OutOfMemory`` where the device cannot hold it."""
    pipeline = load_pipeline(folder, device=device)
    return PictureModel(pipeline, device=device, batch=batch, sampling=sampling)


def native_pixels(pipeline: Pipeline) -> int:
    """The side that the model was trained on, but no more than a cover has."""
    latents = getattr(pipeline, "default_sample_size", None)
    if latents is None:
        latents = pipeline.unet.config.sample_size
    return min(COVER_PIXELS, int(latents) * int(pipeline.vae_scale_factor))


def _is_finite(frame: Frame) -> bool:
    return bool(np.isfinite(frame).all())


def _finished(frame: Frame) -> Pixels | BadPicture:
    if not _is_finite(frame):
        return BadPicture(fault="holds values that are not numbers")
    if np.ptp(frame, axis=(0, 1)).max() < _LEAST_CONTRAST:
        return BadPicture(fault="is all one colour")
    pixels = np.round(frame * 255.0).astype(np.uint8)
    cover = (COVER_PIXELS, COVER_PIXELS)
    return np.asarray(Image.fromarray(pixels).resize(cover, Image.Resampling.LANCZOS))
