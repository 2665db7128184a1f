"""Small model folders, as a person or the hub would lay them out."""

import hashlib
from pathlib import Path

from services.gpu_inference.weights.manifest import FOLDERS


def weights(size_bytes: int, *, seed: int = 0) -> bytes:
    return hashlib.shake_256(bytes([seed])).digest(size_bytes)


def lay_models(model_dir: Path) -> None:
    for seed, folder in enumerate(FOLDERS):
        (model_dir / folder / "part").mkdir(parents=True)
        (model_dir / folder / "config.json").write_text('{"layers": 2}')
        (model_dir / folder / "part" / "model.safetensors").write_bytes(
            weights(200_000, seed=seed)
        )
