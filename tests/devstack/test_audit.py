"""The audit needs a stack that runs: without one it says so, and that it knows nothing."""

from pathlib import Path

from tests.devstack.stand_ins import ask


def test_without_a_running_stack_it_ends_with_2_and_one_line(tmp_path: Path) -> None:
    done = ask("audit", folder=tmp_path, STACK_DIR=str(tmp_path / "none"))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"No stack runs in {tmp_path / 'none'}")
    assert "make dev" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_whose_stack_has_ended_is_no_running_stack(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("http://localhost:8000")
    (tmp_path / "ports.json").write_text("{}")

    done = ask("audit", folder=tmp_path, STACK_DIR=str(tmp_path))

    assert done.returncode == 2
    assert "No stack runs" in done.stderr
