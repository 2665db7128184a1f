import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from services.gpu_inference.engines.studio.composer.music_model import load_music_model
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.loading_faults import UnusableModel


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def of_another_kind(folder: Path) -> None:
    index = folder / "model_index.json"
    index.write_text(json.dumps({"_class_name": "StableAudioPipeline"}))


def cut_short(folder: Path) -> None:
    weights = folder / "transformer" / "diffusion_pytorch_model.safetensors"
    content = weights.read_bytes()
    weights.write_bytes(content[: len(content) // 2])


def without_tokenizer(folder: Path) -> None:
    shutil.rmtree(folder / "tokenizer")


def without_decoder(folder: Path) -> None:
    (folder / "vae" / "diffusion_pytorch_model.safetensors").unlink()


def of_other_shapes(folder: Path) -> None:
    path = folder / "transformer" / "config.json"
    config = json.loads(path.read_text())
    config["hidden_size"] *= 2
    path.write_text(json.dumps(config))


def at_another_rate(folder: Path) -> None:
    path = folder / "vae" / "config.json"
    config = json.loads(path.read_text())
    config["sampling_rate"] = 44_100
    path.write_text(json.dumps(config))


@pytest.mark.parametrize(
    "damage",
    [
        empty,
        of_another_kind,
        cut_short,
        without_tokenizer,
        without_decoder,
        of_other_shapes,
        at_another_rate,
    ],
)
def test_a_folder_that_is_not_the_model_is_refused_in_one_line(
    turbo_folder: Path, tmp_path: Path, cpu: Device, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "ace-step"
    shutil.copytree(turbo_folder, folder)
    damage(folder)

    with pytest.raises(UnusableModel) as refusal:
        load_music_model(folder, device=cpu)

    assert str(folder) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_weights_of_another_precision_are_taken_as_they_are_needed(
    turbo_folder: Path, tmp_path: Path, cpu: Device
) -> None:
    folder = tmp_path / "half"
    pipeline = load_music_model(turbo_folder, device=cpu).pipeline
    pipeline.transformer.bfloat16()
    pipeline.save_pretrained(folder, safe_serialization=True)

    model = load_music_model(folder, device=cpu)

    assert {p.dtype for p in model.pipeline.transformer.parameters()} == {cpu.dtype}
