import shutil
from pathlib import Path
from uuid import UUID

import pytest
import torch

from services.gpu_inference.engines.studio.ace_step_v1.loading import (
    is_installed,
    is_v1_folder,
    load_v1,
)
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.loading_faults import UnusableModel
from shared.contracts.songs import ComposeAudio, WrittenSong
from tests.fakes.acestep_package import (
    installed,
    version_one_and_a_half_installed,
)

CPU = Device(torch.device("cpu"), torch.float32)


def quiet(step: int, steps: int) -> None:
    """An ``on_step`` that lets the work go on."""


def fault_of(folder: Path) -> str:
    with pytest.raises(UnusableModel) as caught:
        load_v1(folder, device=CPU)
    assert "\n" not in str(caught.value)
    return caught.value.fault


def test_a_folder_with_the_four_parts_is_version_one(v1_folder: Path) -> None:
    assert is_v1_folder(v1_folder)


@pytest.mark.parametrize(
    "part", ["ace_step_transformer", "music_dcae_f8c8", "music_vocoder", "umt5-base"]
)
def test_a_folder_without_one_of_them_is_not(v1_folder: Path, part: str) -> None:
    shutil.rmtree(v1_folder / part)

    assert not is_v1_folder(v1_folder)
    with installed():
        assert part in fault_of(v1_folder)


def test_without_the_package_the_fault_says_where_to_get_it(v1_folder: Path) -> None:
    assert not is_installed()
    assert "install it from github.com/ace-step/ACE-Step" in fault_of(v1_folder)


def test_the_package_of_its_successor_does_not_count(v1_folder: Path) -> None:
    with version_one_and_a_half_installed():
        assert not is_installed()
        assert "install it" in fault_of(v1_folder)


def test_a_part_that_does_not_load_is_a_fault_of_the_folder(v1_folder: Path) -> None:
    (v1_folder / "umt5-base" / "config.json").write_text("{")

    with installed():
        assert fault_of(v1_folder)


def test_with_folder_and_package_it_composes(v1_folder: Path) -> None:
    sheet = WrittenSong(
        title="Study",
        prompt="folk",
        lyrics="",
        categories=("Folk",),
        bpm=90,
        key_scale="A minor",
        time_signature="4",
    )
    request = ComposeAudio(
        song_id=UUID(int=1), sheet=sheet, audio_duration=2.0, seed=1, infer_step=4
    )

    with installed():
        assert is_installed()
        composer = load_v1(v1_folder, device=CPU)

    assert composer.compose(request, on_step=quiet).shape == (96_000, 2)
