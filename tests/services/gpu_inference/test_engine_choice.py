import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, cast

import pytest

from services.gpu_inference.engine_choice import choose_engine, load_sketch
from services.gpu_inference.engines.engine import Engine
from shared.settings import BAD_SETTING, EngineSettings


@pytest.mark.parametrize("wanted", ["sketch", "auto"])
def test_the_sketch_engine_is_there_for_everybody(
    wanted: Literal["sketch", "auto"], tmp_path: Path
) -> None:
    settings = EngineSettings(
        inference_engine=wanted, model_dir=tmp_path, inference_processes=3
    )

    choice = choose_engine(settings)

    assert choice.songs_at_once == 3
    assert cast("partial[object]", choice.processes).args[1].func is load_sketch


def test_a_sketch_engine_can_be_sent_to_its_process(tmp_path: Path) -> None:
    factory = partial(load_sketch, soundfont=tmp_path / "none.sf2")

    arrived: Callable[[], Engine] = pickle.loads(pickle.dumps(factory))  # noqa: S301

    assert arrived().report().engine == "sketch"


def test_a_studio_engine_without_weights_is_refused_with_a_way_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings = EngineSettings(inference_engine="studio", model_dir=tmp_path)

    with pytest.raises(SystemExit) as ending:
        choose_engine(settings)

    assert ending.value.code == BAD_SETTING
    [line] = capsys.readouterr().err.splitlines()
    assert str(tmp_path) in line
    assert "make models" in line
