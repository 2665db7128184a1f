from pathlib import Path

import torch

from services.gpu_inference.engines.studio.tiny.cover import build_tiny_cover

MEGABYTE = 1_000_000


def test_the_tiny_model_is_the_same_every_time(
    tiny_cover: Path, tmp_path: Path
) -> None:
    build_tiny_cover(tmp_path)

    parts = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.*"))
    assert parts
    for part in parts:
        assert (tmp_path / part).read_bytes() == (tiny_cover / part).read_bytes()


def test_the_tiny_model_takes_less_than_five_megabytes(tiny_cover: Path) -> None:
    sizes = [path.stat().st_size for path in tiny_cover.rglob("*.*")]

    assert sum(sizes) < 5 * MEGABYTE


def test_building_it_leaves_the_random_numbers_of_others_alone(tmp_path: Path) -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)

    build_tiny_cover(tmp_path)

    assert torch.equal(torch.rand(3), expected)
