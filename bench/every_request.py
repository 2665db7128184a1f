"""Asks the gateway thousands of generated requests; ``make test`` asks some hundreds."""

import secrets
from pathlib import Path
from typing import Final

import pytest
import typer

_TEST: Final = (
    Path(__file__).parents[1] / "tests/services/gateway/test_every_request.py"
)


def main(*, cases: int = 2000, seed: int | None = None) -> None:
    """Ask that many requests; the seed that is printed asks the same ones again."""
    seed = secrets.randbelow(2**32) if seed is None else seed
    print(f"seed {seed}")
    options = [f"--cases={cases}", f"--seed-of-cases={seed}", "--timeout=0", "-rP"]
    raise SystemExit(pytest.main([str(_TEST), *options]))


if __name__ == "__main__":
    typer.run(main)
