"""A stand-in for ACE-Step v1's package: its calls and its leftovers, a beep for a song."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import soundfile
import torch
from torch import nn

SAMPLE_RATE = 48_000
FRAMES_A_BLOCK = 4_458
"""Of 48 kHz, in one column of latents: 8 x 512 at 44.1 kHz."""


class FakeTransformer(nn.Module):
    """Called by ``decode`` as the real one is; a hook on it is a layer made weaker."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(2, 2)
        self.calls = 0
        self.fails_at: int | None = None
        """The call at which memory runs out."""

    def decode(self, *, hidden_states: torch.Tensor, timestep: torch.Tensor) -> Any:
        self.calls += 1
        if self.calls == self.fails_at:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return self.layer(hidden_states)


class ACEStepPipeline:
    """Of the parameters of the real call those that the service names."""

    sample_rate = SAMPLE_RATE
    """Others are for tests of what a changed package would do."""

    def __init__(
        self, checkpoint_dir: str, device_id: int = 0, dtype: str = "bfloat16"
    ) -> None:
        self.checkpoint_dir = checkpoint_dir
        self.dtype = dtype
        # The real one takes CUDA wherever there is one.
        self.device = torch.device("cuda", device_id)
        self.saved_in: list[Path] = []
        self.asked: list[dict[str, Any]] = []

    def load_checkpoint(self, checkpoint_dir: str) -> None:
        for config in sorted(Path(checkpoint_dir).glob("*/config.json")):
            json.loads(config.read_text())
        self.ace_step_transformer = FakeTransformer().to(self.device)
        self.text_encoder_model = nn.Linear(2, 2).to(self.device)

    @torch.no_grad()
    def __call__(
        self,
        format: str = "wav",
        audio_duration: float = 60.0,
        prompt: str | None = None,
        lyrics: str | None = None,
        infer_step: int = 60,
        guidance_scale: float = 15.0,
        scheduler_type: str = "euler",
        cfg_type: str = "apg",
        omega_scale: float = 10.0,
        manual_seeds: list[int] | None = None,
        guidance_interval: float = 0.5,
        guidance_interval_decay: float = 0.0,
        min_guidance_scale: float = 3.0,
        use_erg_tag: bool = True,
        use_erg_lyric: bool = True,
        use_erg_diffusion: bool = True,
        oss_steps: str | None = None,
        guidance_scale_text: float = 0.0,
        guidance_scale_lyric: float = 0.0,
        task: str = "text2music",
        save_path: str | None = None,
        batch_size: int = 1,
    ) -> list[Any]:
        asked = {key: value for key, value in locals().items() if key != "self"}
        self.asked.append(asked)
        assert manual_seeds is not None
        assert save_path is not None
        self._diffuse(infer_step, guidance_interval=guidance_interval)
        blocks = int(audio_duration * SAMPLE_RATE / FRAMES_A_BLOCK)
        samples = _beep(blocks * FRAMES_A_BLOCK, seed=manual_seeds[0])
        soundfile.write(save_path, samples, self.sample_rate, subtype="FLOAT")
        self.saved_in.append(Path(save_path).parent)
        parameters = save_path.replace(f".{format}", "_input_params.json")
        Path(parameters).write_text(json.dumps(asked))
        return [save_path, asked]

    def _diffuse(self, steps: int, *, guidance_interval: float) -> None:
        """One call a step, a second and hooked one in the guided middle."""
        begin = int(steps * ((1 - guidance_interval) / 2))
        end = int(steps * (guidance_interval / 2 + 0.5))
        latents = torch.zeros(1, 2)
        model = self.ace_step_transformer
        for step in range(steps):
            timestep = torch.tensor(float(steps - step)).expand(1)
            model.decode(hidden_states=latents, timestep=timestep)
            if begin <= step < end:
                hook = model.layer.register_forward_hook(_weaken)
                model.decode(hidden_states=latents, timestep=timestep)
                hook.remove()


def _weaken(_: nn.Module, inputs: object, output: torch.Tensor) -> torch.Tensor:
    return output * 0.01


def _beep(frames: int, *, seed: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    time = np.arange(frames) / SAMPLE_RATE
    left = 0.3 * np.sin(2 * np.pi * (200 + seed) * time)
    return np.stack([left, 0.5 * left], axis=1).astype(np.float32)


@contextmanager
def installed() -> Iterator[None]:
    """The package is importable inside, as if it had been installed."""
    package = _module("acestep", is_package=True)
    module = _module("acestep.pipeline_ace_step", is_package=False)
    module.ACEStepPipeline = ACEStepPipeline  # type: ignore[attr-defined]
    package.pipeline_ace_step = module  # type: ignore[attr-defined]
    with _present(package, module):
        yield


@contextmanager
def version_one_and_a_half_installed() -> Iterator[None]:
    """Its successor, which has the same name and other modules."""
    with _present(_module("acestep", is_package=True)):
        yield


@contextmanager
def _present(*modules: ModuleType) -> Iterator[None]:
    for module in modules:
        sys.modules[module.__name__] = module
    try:
        yield
    finally:
        for module in modules:
            del sys.modules[module.__name__]


def _module(name: str, *, is_package: bool) -> ModuleType:
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, loader=None, is_package=is_package)
    if is_package:
        module.__path__ = []
    return module
