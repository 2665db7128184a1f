"""Fails a test whose output, or whose servers' logs, repeat a secret that was planted."""

from collections.abc import Generator, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest

from tests.canaries import names_in, without

# Where servers and stacks of tests write, below a folder of pytest's.
_LOGS: Final = ("*.log", "*/*.log", "logs/*", "*/logs/*")


class LogFiles:
    """The logs below a folder, and how far each has been read."""

    def __init__(self) -> None:
        self._root: Path | None = None
        self._known: set[Path] = set()
        self._homes: set[Path] = set()
        self._read_bytes: dict[Path, int] = {}

    def watch(self, root: Path) -> None:
        self._root = root

    def leaks(self, *, everywhere: bool = False) -> list[str]:
        """What they have repeated since the last time, with the log's name."""
        if self._root is None:
            return []
        # A run makes thousands of folders: one that held no log is not looked at again.
        folders = set(self._root.iterdir())
        suspects = folders if everywhere else (folders - self._known) | self._homes
        self._known = folders
        return list(chain.from_iterable(self._leaks_in(each) for each in suspects))

    def _leaks_in(self, folder: Path) -> Iterator[str]:
        files = {file for pattern in _LOGS for file in folder.glob(pattern)}
        for file in sorted(file for file in files if file.is_file()):
            self._homes.add(folder)
            for name in names_in(self._news_of(file)):
                yield f"{file.name} repeats {name}"

    def _news_of(self, file: Path) -> str:
        with file.open("rb") as log:
            size = log.seek(0, 2)
            start = self._read_bytes.get(file, 0)
            # A log that grew too large begins anew.
            log.seek(start if start <= size else 0)
            news = log.read()
            self._read_bytes[file] = log.tell()
        return news.decode(errors="replace")


_FILES: Final = pytest.StashKey[LogFiles]()
_LATE: Final = pytest.StashKey[list[str]]()
_TOLD: Final = "late_leaks"


@pytest.hookimpl
def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FILES] = LogFiles()


@pytest.fixture(scope="session", autouse=True)
def watched_logs(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """From the first test on, so that what servers say is held against the right one."""
    pytestconfig.stash[_FILES].watch(tmp_path_factory.getbasetemp())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    leaks = [
        f"{section} repeats {name}"
        for section, said in report.sections
        for name in names_in(said)
    ]
    report.sections = [(section, without(said)) for section, said in report.sections]
    if report.when == "teardown":
        leaks += item.config.stash[_FILES].leaks()
        if leaks:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} leaked: {'; '.join(sorted(set(leaks)))}"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What servers said when they were stopped is held against the run as a whole."""
    late = session.config.stash[_FILES].leaks(everywhere=True)
    told: dict[str, list[str]] | None = getattr(session.config, "workeroutput", None)
    if told is not None:
        # One of several processes: the one that leads them reports, and fails the run.
        told[_TOLD] = late
        return
    late = [*session.config.stash.get(_LATE, []), *late]
    session.config.stash[_LATE] = late
    if late:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process of a run that is shared out (pytest-xdist) has ended: take what it found."""
    found = getattr(node, "workeroutput", {}).get(_TOLD, [])
    node.config.stash[_LATE] = [*node.config.stash.get(_LATE, []), *found]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for leak in config.stash.get(_LATE, []):
        terminalreporter.line(f"LEAKED by the end of the run: {leak}", red=True)
