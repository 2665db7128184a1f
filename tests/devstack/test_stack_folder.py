from pathlib import Path

import pytest

from devstack.failures import StackFailure
from devstack.stack_folder import (
    address_of_running,
    keys_of,
    opened,
    require_space,
)
from tests.devstack.stand_ins import ask


def test_a_folder_that_cannot_be_made_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    refused = ask("dev", folder=tmp_path, STACK_DIR="file/stack")

    assert refused.returncode == 1
    assert "file/stack" in refused.stderr
    assert "STACK_DIR=" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_disk_without_room_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StackFailure, match="GB free and the stack needs"):
        require_space(tmp_path, least_bytes=2**60)


def test_the_folder_tells_where_its_stack_runs_while_it_runs(tmp_path: Path) -> None:
    with opened(tmp_path, address="http://localhost:8000"):
        during = address_of_running(tmp_path)
    after = address_of_running(tmp_path)

    assert during == "http://localhost:8000"
    assert after is None


def test_keys_are_made_once_and_differ_between_stacks(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()

    here, there = keys_of(tmp_path / "here"), keys_of(tmp_path / "there")

    assert keys_of(tmp_path / "here") == here
    assert here.postgres_password != there.postgres_password
    assert here.s3_secret_access_key != there.s3_secret_access_key


def test_damaged_keys_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("{")

    with pytest.raises(StackFailure, match="damaged"):
        keys_of(tmp_path)

    assert (tmp_path / "keys.json").read_text() == "{"
