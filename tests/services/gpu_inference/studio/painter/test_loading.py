import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from services.gpu_inference.engines.studio.loading_faults import UnusableModel
from services.gpu_inference.engines.studio.painter.picture_model import native_pixels
from services.gpu_inference.engines.studio.painter.sampling import (
    FLUX_DEV,
    FLUX_SCHNELL,
    TURBO,
    UNDISTILLED,
    sampling_of,
)
from tests.services.gpu_inference.studio.painter.pictures import COARSE, pipeline_in

UNET = Path("unet/diffusion_pytorch_model.safetensors")
TEXT = Path("text_encoder/model.safetensors")


@pytest.fixture
def copy(tiny_cover: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_cover, tmp_path / "copy")


def fault_of(folder: Path) -> str:
    with pytest.raises(UnusableModel) as caught:
        pipeline_in(folder)
    assert "\n" not in str(caught.value)
    assert caught.value.folder == folder
    return caught.value.fault


def cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def test_the_model_loads_in_the_precision_of_the_device(tiny_cover: Path) -> None:
    pipeline = pipeline_in(tiny_cover, device=COARSE)

    assert pipeline.unet.dtype == torch.bfloat16
    assert pipeline.vae.dtype == torch.bfloat16
    assert native_pixels(pipeline) == 128


def test_a_folder_with_half_precision_files_alone_is_accepted(copy: Path) -> None:
    for path in copy.rglob("*.safetensors"):
        halves = {name: value.half() for name, value in load_file(path).items()}
        save_file(halves, path.with_suffix(".fp16.safetensors"), {"format": "pt"})
        path.unlink()

    pipeline = pipeline_in(copy)

    assert pipeline.unet.dtype == torch.float32


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert fault_of(tmp_path) == "it has no model_index.json."


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert (
        fault_of(tmp_path / "stabilityai/sdxl-turbo") == "it has no model_index.json."
    )


def test_a_language_model_is_refused(tmp_path: Path) -> None:
    config = {"model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"]}
    (tmp_path / "config.json").write_text(json.dumps(config))

    assert fault_of(tmp_path) == "it has no model_index.json."


def test_a_pipeline_that_paints_nothing_is_refused(copy: Path) -> None:
    (copy / "model_index.json").write_text('{"_class_name": "AceStepPipeline"}')

    assert "AceStepPipeline" in fault_of(copy)


@pytest.mark.parametrize("index", ["{", "[]", "{}", '{"unet": 3}'])
def test_an_index_without_sense_is_refused(copy: Path, index: str) -> None:
    (copy / "model_index.json").write_text(index)

    assert fault_of(copy)


@pytest.mark.parametrize("path", [UNET, TEXT])
def test_half_a_file_is_refused(copy: Path, path: Path) -> None:
    cut_in_half(copy / path)

    assert fault_of(copy)


def test_weights_that_lack_a_tensor_are_refused(copy: Path) -> None:
    weights = load_file(copy / UNET)
    del weights["conv_in.weight"]
    save_file(weights, copy / UNET, {"format": "pt"})

    assert fault_of(copy)


def test_weights_of_another_shape_are_refused(copy: Path) -> None:
    weights = load_file(copy / UNET)
    weights["conv_in.weight"] = torch.zeros(3)
    save_file(weights, copy / UNET, {"format": "pt"})

    assert "conv_in.weight" in fault_of(copy)


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder", "scheduler"])
def test_a_missing_part_is_named(copy: Path, part: str) -> None:
    shutil.rmtree(copy / part)

    assert fault_of(copy) == f"its part {part} is missing."


def test_a_tokenizer_without_its_words_is_refused(copy: Path) -> None:
    (copy / "tokenizer_2" / "tokenizer.json").unlink()

    assert fault_of(copy) == "its part tokenizer_2 knows no words."


class FakeScheduler:
    def __init__(self, **config: object) -> None:
        self.config = config


class FakePipeline:
    def __init__(self, **schedule: object) -> None:
        self.scheduler = FakeScheduler(**schedule)


class FluxPipeline:
    """Named as diffusers names it; of its configuration only what is read."""

    class transformer:  # noqa: N801
        class config:  # noqa: N801
            guidance_embeds = False


class FluxThatGuides(FluxPipeline):
    class transformer:  # noqa: N801
        class config:  # noqa: N801
            guidance_embeds = True


@pytest.mark.parametrize(
    ("pipeline", "expected"),
    [
        (FakePipeline(timestep_spacing="trailing"), TURBO),
        (FakePipeline(timestep_spacing="leading"), UNDISTILLED),
        (
            FakePipeline(timestep_spacing="trailing", rescale_betas_zero_snr=True),
            UNDISTILLED,
        ),
        (FakePipeline(), UNDISTILLED),
        (FluxPipeline(), FLUX_SCHNELL),
        (FluxThatGuides(), FLUX_DEV),
    ],
)
def test_steps_and_guidance_follow_from_the_configuration(
    pipeline: object, expected: object
) -> None:
    assert sampling_of(pipeline) == expected
