"""What somebody gets who runs the command."""

import json
import subprocess
import sys
from pathlib import Path

from devstack.child_environment import inherited

ROOT = Path(__file__).parents[3]


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.scaling", *options],
        cwd=ROOT,
        env=inherited(),
        capture_output=True,
        check=False,
        text=True,
    )


def test_own_figures_change_the_table(tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text(json.dumps({"price": 0, "price_low": 0, "price_high": 0}))
    options = ("--rate", "10", "--days", "2", "--table")

    usual, free = run(*options), run(*options, "--inputs", str(mine))

    assert usual.stdout.startswith("| machines that make songs | 10 an hour |")
    assert "| 0.0000 (0.0000 … 0.0000) |" in free.stdout
    assert "| 0.0000 (" not in usual.stdout
    assert usual.stdout == run(*options).stdout


def test_a_wrong_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text('{"writing": 3}')

    done = run("--inputs", str(mine))

    assert done.returncode == 1
    assert done.stderr == "writing is no input; `--show-inputs` lists them.\n"
    assert done.stdout == ""
