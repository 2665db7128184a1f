import pickle
from pathlib import Path
from typing import Literal

import pytest

from services.gpu_inference.engine_choice import choose_engine
from shared.settings import BAD_SETTING


@pytest.mark.parametrize("wanted", ["sketch", "auto"])
def test_the_sketch_engine_is_there_for_everybody(
    wanted: Literal["sketch", "auto"], tmp_path: Path
) -> None:
    factory = choose_engine(wanted, soundfont=tmp_path / "none.sf2")

    assert pickle.loads(pickle.dumps(factory))().report().engine == "sketch"  # noqa: S301


def test_the_studio_engine_is_refused_with_a_way_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ending:
        choose_engine("studio", soundfont=None)

    assert ending.value.code == BAD_SETTING
    assert "set it to sketch or auto" in capsys.readouterr().err
