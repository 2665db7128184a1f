"""How many steps a text-to-image model wants, and how strongly it is guided."""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Sampling:
    steps: int
    guidance_scale: float
    """At most 1: no guidance, so one pass a step and no negative prompt."""
    prompt_tokens: int | None = None
    """Where the pipeline lets its caller choose the length of the padded prompt."""

    @property
    def is_guided(self) -> bool:
        return self.guidance_scale > 1.0


TURBO: Final = Sampling(steps=2, guidance_scale=0.0)
FLUX_SCHNELL: Final = Sampling(steps=4, guidance_scale=0.0, prompt_tokens=256)
FLUX_DEV: Final = Sampling(steps=28, guidance_scale=3.5, prompt_tokens=512)
UNDISTILLED: Final = Sampling(steps=30, guidance_scale=5.0)


def sampling_of(pipeline: Any) -> Sampling:
    """Nothing in a folder says «turbo»: its configuration gives it away."""
    if type(pipeline).__name__.startswith("Flux"):
        guides_itself = pipeline.transformer.config.guidance_embeds
        return FLUX_DEV if guides_itself else FLUX_SCHNELL
    schedule = pipeline.scheduler.config
    # Models trained to zero signal are spaced so too, but need all their steps.
    is_zero_signal = schedule.get("rescale_betas_zero_snr", False)
    if schedule.get("timestep_spacing") == "trailing" and not is_zero_signal:
        return TURBO
    return UNDISTILLED
