"""Which Chromium the browser tests drive; as a program it sees to it that there is one."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from devstack.child_environment import inherited

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
MISSING = (
    "There is no browser for the tests: install Chromium, on Debian by"
    " `apt-get install chromium`, elsewhere by `.venv/bin/playwright install chromium`."
)


class NoBrowser(Exception):
    """Said in one line, which names the remedy."""

    def __init__(self) -> None:
        super().__init__(MISSING)


def installed() -> Path | None:
    """The system's own, or the one that Playwright has fetched."""
    found = (shutil.which(name) for name in NAMES)
    return next((Path(path) for path in found if path), None) or _fetched()


def chromium() -> Path:
    path = installed()
    if path is None:
        raise NoBrowser
    return path


def _fetched() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def ways_to_install() -> list[Sequence[str]]:
    """The commands that bring one to this machine, one after the other."""
    if _is_debian() and os.getuid() == 0 and shutil.which("apt-get"):
        return [
            ("apt-get", "update", "-qq"),
            ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"),
        ]
    return [(sys.executable, "-m", "playwright", "install", "chromium")]


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def main() -> None:
    if installed() is not None:
        return
    sys.stdout.write("Installing a browser for the tests (a minute, once)…\n")
    sys.stdout.flush()
    environment = {**inherited(), "DEBIAN_FRONTEND": "noninteractive"}
    for words in ways_to_install():
        done = subprocess.run(words, env=environment, check=False)
        if done.returncode != 0:
            raise SystemExit(MISSING)
    if installed() is None:
        raise SystemExit(MISSING)


if __name__ == "__main__":
    main()
