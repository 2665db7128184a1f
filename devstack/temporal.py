"""Temporal's development server: SQLite in one file, with its web page."""

import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

from typing_extensions import override

from devstack import binaries
from devstack.child_environment import inherited
from devstack.commands import last_line, run
from devstack.failures import NotReady
from devstack.program import Program

NAMESPACE: Final = "default"
SEARCH_ATTRIBUTES: Final = (
    *("SongId", "UserId", "SongStage", "Engine", "FailureCode"),
    "AuditOutcome",
)
_CHECK_SECONDS: Final = 5.0
_CONNECT_SECONDS: Final = 0.5
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=NORMAL")
_DYNAMIC_CONFIG: Final = (
    # Without these three each step of a workflow waits for a 50 ms tick.
    "history.transferProcessorMaxPollRPS=2000",
    "history.timerProcessorMaxPollRPS=2000",
    "history.visibilityProcessorMaxPollRPS=2000",
    # Exact order on the gpu queue. This server takes values for all queues at once
    # only; the others do not miss the partitions, SQLite is slower than one.
    "matching.enableFairness=true",
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1",
)


class Temporal(Program):
    """Listens on 127.0.0.1 alone; anyone on this machine may use it."""

    def __init__(
        self, data_dir: Path, *, port: int, ui_port: int | None, metrics_port: int
    ) -> None:
        """Without ``ui_port`` there is no web page."""
        self._data_dir = data_dir
        self._port = port
        self._ui_port = ui_port
        self._metrics_port = metrics_port

    @property
    @override
    def name(self) -> str:
        return "temporal"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    @property
    def metrics_url(self) -> str:
        """Its figures, in Prometheus text; a second or so old."""
        return f"http://127.0.0.1:{self._metrics_port}/metrics"

    @override
    def prepare(self) -> None:
        self._data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)

    @override
    def command(self) -> Sequence[str]:
        page = ["--headless"]
        if self._ui_port is not None:
            page = ["--ui-port", str(self._ui_port), "--ui-disable-news-fetch"]
        return [
            *(str(binaries.script("temporal")), "server", "start-dev"),
            *("--ip", "127.0.0.1", "--port", str(self._port)),
            *("--metrics-port", str(self._metrics_port), "--log-level", "warn"),
            *("--db-filename", str(self._data_dir / "temporal.db")),
            *page,
            *_each("--sqlite-pragma", _PRAGMAS),
            *_each("--dynamic-config-value", _DYNAMIC_CONFIG),
            *_each(
                "--search-attribute", [f"{name}=Keyword" for name in SEARCH_ATTRIBUTES]
            ),
        ]

    @override
    def environment(self) -> Mapping[str, str]:
        # The person's own profile file may name another server, with keys.
        missing = self._data_dir / "no-profiles.toml"
        return {**inherited(), "TEMPORAL_CONFIG_FILE": str(missing)}

    @override
    def check(self) -> None:
        """Describe the namespace, as a client would."""
        try:
            socket.create_connection(
                ("127.0.0.1", self._port), _CONNECT_SECONDS
            ).close()
        except OSError as error:
            raise NotReady(f"port {self._port} does not answer") from error
        done = self.ask("operator", "namespace", "describe", NAMESPACE)
        if done.returncode != 0:
            raise NotReady(last_line(done.stderr))

    def ask(self, *words: str) -> CompletedProcess[str]:
        """Run one command of Temporal's own client against this server."""
        return run(
            [str(binaries.script("temporal")), *words, "--address", self.address],
            timeout_seconds=_CHECK_SECONDS,
            environment=self.environment(),
        )


def _each(option: str, values: Sequence[str]) -> list[str]:
    return [word for value in values for word in (option, value)]
