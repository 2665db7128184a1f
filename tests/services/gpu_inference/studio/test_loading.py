from pathlib import Path

import pytest
from structlog.testing import capture_logs

from services.gpu_inference.engines.studio.loading import load_studio_engine
from services.gpu_inference.engines.studio.tiny.folder import build_tiny_models
from services.gpu_inference.weights.checking import seal
from services.gpu_inference.weights.manifest import read
from shared.settings import EngineSettings


@pytest.fixture
def settings(tmp_path: Path) -> EngineSettings:
    build_tiny_models(tmp_path)
    return EngineSettings(
        inference_engine="studio",
        model_dir=tmp_path,
        studio_device="cpu",
        inference_batch=2,
    )


def test_an_engine_is_loaded_warm_and_names_its_models(
    settings: EngineSettings,
) -> None:
    with capture_logs() as told:
        engine = load_studio_engine(settings, read(settings.model_dir))

    assert [model.role for model in engine.report().models] == [
        "lyricist",
        "composer",
        "painter",
    ]
    assert [line["event"] for line in told] == [
        "memory_budget",
        "models_loaded",
        "engine_warm",
    ]


def test_a_licence_that_forbids_trade_is_told_at_the_start(
    settings: EngineSettings,
) -> None:
    manifest = seal(
        settings.model_dir,
        folders=("cover",),
        name="someone/sdxl-turbo",
        license_name="sai-nc-community",
    )

    with capture_logs() as told:
        load_studio_engine(settings, manifest)

    [warning] = [line for line in told if line["event"] == "license_to_heed"]
    assert warning["model"] == "someone/sdxl-turbo"
    assert "paid service" in warning["advice"]


def test_the_three_tiny_models_take_no_more_than_eight_megabytes(
    settings: EngineSettings,
) -> None:
    files = [path for path in settings.model_dir.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) <= 8e6
