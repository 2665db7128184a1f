"""The command ``doctor``: what this machine has, what is missing, and the remedy."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import typer

from devstack import binaries, engine_choice, machine, soundfont
from devstack.commands import last_line
from devstack.commands import run as run_command
from devstack.failures import StackFailure
from devstack.finding import Finding, Weight
from devstack.settings import PassedOn, StackSettings
from devstack.unprivileged import unprivileged
from services.gateway.web_app.folder import INDEX, folder_of_web_app
from shared.settings import load

_VERSION_SECONDS: Final = 10.0
_LEAST_PYTHON: Final = (3, 11)


def run() -> bool:
    """Print the table; whether everything that is needed was found."""
    findings = list(examine(load(StackSettings), load(PassedOn)))
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        typer.echo(f"{finding.mark:8} {finding.name:{width}}  {finding.what}")
        if finding.remedy and not finding.is_there:
            typer.echo(f"{'':8} {'':{width}}  → {finding.remedy}")
    return not any(finding.is_fatal for finding in findings)


def examine(settings: StackSettings, passed_on: PassedOn) -> Iterator[Finding]:
    yield _python()
    yield from _servers()
    yield _postgres_user()
    yield from engine_choice.findings(passed_on)
    yield _soundfont(passed_on.soundfont_path)
    yield _web_app(passed_on.web_app_dir)
    yield machine.port(settings)
    yield machine.disk(settings.stack_dir)
    yield machine.memory()


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding(
        name="Python",
        what=f"{version} in {sys.prefix}",
        is_there=sys.version_info >= _LEAST_PYTHON,
        remedy="install Python 3.11 or newer, then `make clean setup`",
    )


def _servers() -> Iterator[Finding]:
    programs: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("Postgres", lambda: [str(binaries.postgres("postgres")), "--version"]),
        ("Temporal", lambda: [str(binaries.script("temporal")), "--version"]),
        ("SeaweedFS", lambda: [str(binaries.script("weed")), "version"]),
        ("npm", lambda: [*binaries.npm(), "--version"]),
    )
    for name, words in programs:
        yield _program(name, words)


def _program(name: str, words: Callable[[], list[str]]) -> Finding:
    remedy = "`make clean setup` installs it anew"
    try:
        done = run_command(words(), timeout_seconds=_VERSION_SECONDS)
    except StackFailure:
        return Finding(name=name, what="not found", is_there=False, remedy=remedy)
    if done.returncode != 0:
        why = last_line(done.stderr)
        return Finding(name=name, what=why, is_there=False, remedy=remedy)
    first = done.stdout.strip().split("\n")[0]
    return Finding(name=name, what=first, is_there=True)


def _postgres_user() -> Finding:
    name = "Postgres user"
    try:
        words = unprivileged().words
    except StackFailure as failure:
        remedy = "start the stack as an ordinary user"
        return Finding(name=name, what=str(failure), is_there=False, remedy=remedy)
    how = Path(words[0]).name if words else "your own"
    return Finding(name=name, what=how, is_there=True)


def _web_app(chosen: str) -> Finding:
    folder = folder_of_web_app(Path(chosen) if chosen else None)
    is_built = (folder / INDEX).is_file()
    return Finding(
        name="Web app",
        what=str(folder)
        if is_built
        else f"not built in {folder}: only the API answers",
        is_there=is_built,
        remedy="`make web` builds it; WEB_APP_DIR names another place",
        weight=Weight.USEFUL,
    )


def _soundfont(chosen: Path | None) -> Finding:
    font = chosen or soundfont.path()
    return Finding(
        name="Soundfont",
        what=str(font) if font else "not fetched: the built-in synthesiser plays",
        is_there=font is not None and font.is_file(),
        remedy="`musicgenerator setup` fetches it; SOUNDFONT_PATH names your own",
        weight=Weight.USEFUL,
    )
