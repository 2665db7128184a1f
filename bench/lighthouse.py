"""How Lighthouse judges Home and the studio, on a desktop and on a slow phone."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typer

from devstack.child_environment import inherited
from tests.browser.chromium import chromium
from tests.browser.people import client_of, new_person
from tests.browser.songs import publish, ready_song
from tests.e2e.stack import running_stack

_PROGRAM: Final = "lighthouse@13.5.0"
_PAGES: Final = {"Home": "/", "Create": "/create"}
_PRESETS: Final = {"desktop": ["--preset=desktop"], "mobile": []}
_CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
_FIGURES: Final = (
    ("largest-contentful-paint", 1000.0, ".2f"),
    ("cumulative-layout-shift", 1.0, ".3f"),
    ("total-blocking-time", 1.0, ".0f"),
)
"""Which, what to divide it by, and how to write it."""
_AIM: Final = 95
_WITH_AIM: Final = ("performance", "accessibility", "best-practices")
_SONGS: Final = 6
_BIN: Final = Path(sys.executable).parent


def main(url: str = typer.Argument(""), *, tries: int = 3) -> None:
    """Measure the service at URL, else one started for it; of the tries the middle one."""
    print(
        "| page | performance | accessibility | best practices | SEO | LCP s | CLS | TBT ms |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with TemporaryDirectory() as folder, _service(url) as address:
        for name, path in _PAGES.items():
            for preset, flags in _PRESETS.items():
                report = Path(folder) / "report.json"
                found = [_run(address + path, flags, report) for _ in range(tries)]
                _show(f"{name}, {preset}", sorted(found, key=_speed)[tries // 2])


@contextmanager
def _service(url: str) -> Iterator[str]:
    if url:
        yield url.rstrip("/")
        return
    place = TemporaryDirectory(prefix="music stack ")
    with place as folder, running_stack(Path(folder)) as stack:
        asyncio.run(_fill(stack.url))
        yield stack.url


async def _fill(url: str) -> None:
    """A Home with pictures on it."""
    person = await new_person(url)
    async with client_of(person, url) as client:
        for number in range(1, _SONGS + 1):
            song = await ready_song(client, title=f"Harbour {number}", seed=number)
            await publish(client, song)


def _run(address: str, flags: list[str], report: Path) -> dict[str, Any]:
    words = [
        *(str(_BIN / "npm"), "exec", "--yes", f"--package={_PROGRAM}", "--"),
        *("lighthouse", address, "--quiet", "--output=json", f"--output-path={report}"),
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        *flags,
    ]
    environment = {**inherited(), "CHROME_PATH": str(chromium())}
    environment["PATH"] = f"{_BIN}:{environment['PATH']}"
    done = subprocess.run(  # noqa: S603
        words, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"Lighthouse could not measure {address}:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def _speed(report: Mapping[str, Any]) -> float:
    score: float = report["categories"]["performance"]["score"]
    return score


def _show(name: str, report: Mapping[str, Any]) -> None:
    scores = {
        category: round(100 * report["categories"][category]["score"])
        for category in _CATEGORIES
    }
    figures = [
        format(report["audits"][audit]["numericValue"] / unit, form)
        for audit, unit, form in _FIGURES
    ]
    cells = [name, *map(str, scores.values()), *figures]
    print(f"| {' | '.join(cells)} |", flush=True)
    missed = [category for category in _WITH_AIM if scores[category] < _AIM]
    if missed:
        print(
            f"{name}: misses the aim of {_AIM} in {', '.join(missed)}", file=sys.stderr
        )


if __name__ == "__main__":
    typer.run(main)
