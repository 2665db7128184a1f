import json
import shutil
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.loading_faults import UnusableModel
from services.gpu_inference.engines.studio.tiny.qwen import build_tiny_qwen
from services.gpu_inference.engines.studio.writer.transformers_model import (
    load_text_model,
)


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_folder, tmp_path / "model")


def fault_of(folder: Path, device: Device) -> str:
    with pytest.raises(UnusableModel) as caught:
        load_text_model(folder, device=device, batch=1)
    assert caught.value.folder == folder
    assert "\n" not in str(caught.value)
    return caught.value.fault


def test_an_empty_folder_is_no_model(tmp_path: Path, cpu: Device) -> None:
    assert fault_of(tmp_path, cpu)


def test_a_folder_that_is_not_there_is_no_model(tmp_path: Path, cpu: Device) -> None:
    assert fault_of(tmp_path / "nowhere", cpu)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_folder_that_lacks_a_file_is_no_model(
    folder: Path, cpu: Device, name: str
) -> None:
    (folder / name).unlink()

    assert fault_of(folder, cpu)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_half_a_file_is_no_model(folder: Path, cpu: Device, name: str) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])

    assert fault_of(folder, cpu)


def test_weights_that_lack_a_layer_are_no_model(folder: Path, cpu: Device) -> None:
    file = folder / "model.safetensors"
    weights = load_file(file)
    del weights["model.layers.1.mlp.up_proj.weight"]
    save_file(weights, file, metadata={"format": "pt"})

    assert "up_proj" in fault_of(folder, cpu)


def test_a_model_without_a_chat_template_is_no_chat_model(
    folder: Path, cpu: Device
) -> None:
    (folder / "chat_template.jinja").unlink()

    assert "chat template" in fault_of(folder, cpu)


@pytest.mark.parametrize("kind", ["bert", "t5", "no-such-thing"])
def test_a_model_of_another_kind_is_no_chat_model(
    folder: Path, cpu: Device, kind: str
) -> None:
    file = folder / "config.json"
    config = json.loads(file.read_text()) | {"model_type": kind}
    config["architectures"] = ["Something"]
    file.write_text(json.dumps(config))

    assert fault_of(folder, cpu)


def test_the_tiny_model_is_the_same_every_time(
    tiny_folder: Path, tmp_path: Path
) -> None:
    build_tiny_qwen(tmp_path)

    for file in tiny_folder.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()
