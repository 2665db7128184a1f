import sys
from pathlib import Path

import pytest

from devstack.commands import run
from tests.devstack.stand_ins import ask, environment

HEAVY = (
    "psycopg",
    "botocore",
    "psutil",
    "rich.console",
    "asyncio",
    "temporalio",
    "huggingface_hub",
    "torch",
)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "An AI music service"),
        (("dev",), "PORT"),
        (("doctor",), "what is missing"),
        (("audit",), "STACK_DIR"),
        (("setup",), "instruments"),
        (("models",), "MODEL_DIR"),
        (("models", "fetch"), "HF_TOKEN"),
        (("models", "check"), "manifest"),
        (("models", "seal"), "yourself"),
        (("models", "tiny"), "random weights"),
    ],
)
def test_each_level_explains_itself(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = ask(*words, "--help", folder=tmp_path)

    assert done.returncode == 0
    assert said in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, devstack.cli\n"
        "try: devstack.cli.app(['dev', '--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = run(
        [sys.executable, "-c", code], timeout_seconds=20, environment=environment()
    )

    assert done.stdout.endswith("[]\n")


def test_a_wrong_setting_ends_with_one_line(tmp_path: Path) -> None:
    done = ask("dev", folder=tmp_path, PORT="loud")

    assert done.returncode == 78
    assert done.stderr.startswith("PORT is wrong")
    assert done.stderr.count("\n") == 1
