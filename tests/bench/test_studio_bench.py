"""The studio's benches run anywhere, and their arithmetic is right."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from bench.studio.figures import (
    full_batches,
    matmul_flops,
    percent,
    realtime_factor,
    songs_per_hour,
    teraflops,
)
from bench.studio.full_pictures import full_pictures
from bench.studio.full_size import full_music_model, full_text_weights
from bench.studio.report import Report
from bench.studio.timing import flops_of
from devstack.child_environment import inherited
from services.gpu_inference.engines.studio.device import Device

ROOT = Path(__file__).parents[2]
STAGES = ("conditions", "denoise", "decode", "copy")
NOWHERE = Device(torch.device("meta"), torch.bfloat16)
"""Shapes without numbers: a model of any size is made at once."""


def run(*arguments: str) -> str:
    """One thread: other tests may want the other cores."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**inherited(), "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def billions_of(part: nn.Module) -> float:
    """Parameters."""
    return sum(each.numel() for each in part.parameters()) / 1e9


def test_songs_are_measured_against_the_plain_pipeline(tmp_path: Path) -> None:
    out = tmp_path / "lines.jsonl"

    printed = run(
        *("bench.studio", "--seconds", "2", "--batches", "2", "--songs", "2"),
        *("--only", "ceiling,composer,worker", "--out", str(out)),
    )

    assert "| what | seconds | batch | songs | songs per hour |" in printed
    facts, *rows = map(json.loads, out.read_text().splitlines())
    assert set(facts) == {"date", "device", "torch", "models"}
    reference, ours = (row for row in rows if row["table"] == "Composer")
    assert "reference" in reference["what"]
    assert (ours["what"], ours["batch"], ours["songs"]) == ("ours", 2, 4)
    assert ours["times_reference"] == pytest.approx(
        ours["songs_per_hour"] / reference["songs_per_hour"]
    )
    (stages,) = (row for row in rows if row["table"] == "Stages of the composer")
    shares = [stages[f"{stage}_percent"] for stage in STAGES]
    assert sum(shares) == pytest.approx(100)
    assert stages["percent_of_ceiling"] > 0
    (overhead,) = (row for row in rows if row["table"] == "Overhead of the worker")
    assert overhead["percent_of_song"] > 0


def test_the_writer_and_the_painter_are_measured() -> None:
    printed = run("bench.studio", "--batches", "2", "--only", "writer,painter")

    assert "| free text | 2 |" in printed
    assert "| by the schema | 2 |" in printed
    assert "pictures per second" in printed


def test_weights_are_read_checked_and_loaded() -> None:
    printed = run("bench.weights")

    for what in ("plain read", "check", "load ace-step", "load qwen", "load cover"):
        assert printed.count(f"| {what}") == 2, "cold and warm"


@pytest.mark.parametrize(("is_xl", "billions"), [(False, 1.575), (True, 4.169)])
def test_a_full_music_model_has_as_many_parameters_as_expected(
    is_xl: bool, billions: float
) -> None:
    pipeline = full_music_model(NOWHERE, is_xl=is_xl).pipeline

    assert billions_of(pipeline.transformer) == pytest.approx(billions, abs=0.001)
    assert billions_of(pipeline.vae) == pytest.approx(0.169, abs=0.001)
    assert billions_of(pipeline.text_encoder) == pytest.approx(0.596, abs=0.001)


def test_a_full_text_model_has_as_many_parameters_as_qwen2_7b() -> None:
    assert billions_of(full_text_weights(NOWHERE)) == pytest.approx(7.616, abs=0.001)


def test_a_full_painter_has_as_many_parameters_as_sdxl() -> None:
    pipeline = full_pictures(NOWHERE)

    assert billions_of(pipeline.unet) == pytest.approx(2.567, abs=0.001)


def test_known_amounts_of_work_give_known_rates() -> None:
    assert matmul_flops(8192, 8192, inner=8192) == 1_099_511_627_776
    assert teraflops(2e12, seconds=0.5) == 4
    assert percent(30, whole=120) == 25
    assert songs_per_hour(4, seconds=2) == 7200
    assert realtime_factor(180, seconds=2) == 90


def test_flops_of_a_layer_are_those_of_its_matrix_product() -> None:
    layer = nn.Linear(64, 32, bias=False)

    with torch.inference_mode():
        counted = flops_of(lambda: layer(torch.zeros(8, 64)))

    assert counted == matmul_flops(8, 32, inner=64)


def test_flops_of_attention_are_those_of_its_two_products() -> None:
    heads = torch.zeros(1, 4, 16, 8)

    counted = flops_of(
        lambda: nn.functional.scaled_dot_product_attention(heads, heads, heads)
    )

    scores, mixed = matmul_flops(16, 16, inner=8), matmul_flops(16, 8, inner=16)
    assert counted == 4 * (scores + mixed)


@pytest.mark.parametrize(
    ("songs", "batch", "expected"), [(16, 4, 16), (16, 16, 32), (5, 4, 8), (1, 1, 2)]
)
def test_a_measurement_has_two_batches_and_no_half_one(
    songs: int, batch: int, expected: int
) -> None:
    assert full_batches(songs, batch=batch) == expected


def test_a_row_that_was_refused_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = Report(None)

    report.begin("Songs", about="", columns=("batch", "songs_per_hour", "note"))
    report.row(batch=1, songs_per_hour=12345.6)
    report.row(batch=16, note="There is not enough memory.")

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "| 1 | 12,346 | - |",
        "| 16 | - | There is not enough memory. |",
    ]
