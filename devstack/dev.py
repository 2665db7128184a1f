"""The command ``dev``: one stack on this terminal until Ctrl-C."""

import asyncio

from rich.console import Console

from devstack import soundfont
from devstack.console import ConsoleReport
from devstack.failures import StackFailure
from devstack.settings import StackSettings
from devstack.stack import Stack
from devstack.stack_folder import opened
from shared.settings import load


def run() -> None:
    settings = load(StackSettings)
    report = ConsoleReport(Console())
    with opened(settings.stack_dir, address=settings.public_url) as folder:
        try:
            _fetch_instruments(report)
            asyncio.run(Stack(folder, settings=settings, report=report).run())
        finally:
            report.close()
    report.note("Stopped.")


def _fetch_instruments(report: ConsoleReport) -> None:
    """Go on without: the engine has a synthesiser of its own."""
    if soundfont.path() is not None:
        return
    report.waiting("soundfont")
    try:
        soundfont.fetch()
    except StackFailure as failure:
        report.note(str(failure))
    report.close()
