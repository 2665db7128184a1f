"""The stack's report on a terminal: a live line where there is one, else plain lines."""

from collections.abc import Mapping

from rich.console import Console
from rich.status import Status
from typing_extensions import override

from devstack.first_song import first_song
from devstack.report import Report


class ConsoleReport(Report):
    def __init__(self, console: Console) -> None:
        self._console = console
        self._pending: list[str] = []
        self._status: Status | None = None

    @override
    def waiting(self, name: str) -> None:
        self._pending.append(name)
        self._show_pending()

    @override
    def ready(self, name: str, *, seconds: float) -> None:
        self._done(name)
        self.note(f"{name}: ready after {seconds:.1f} s")

    @override
    def died(self, name: str, *, status: int, line: str, retry_seconds: float) -> None:
        how = f"signal {-status}" if status < 0 else f"status {status}"
        self.note(f"{name}: ended with {how}, again in {retry_seconds:.1f} s: {line}")

    @override
    def note(self, sentence: str) -> None:
        # Not wrapped, so that a line is a line also for those who search a log.
        self._console.print(sentence, markup=False, highlight=False, soft_wrap=True)

    @override
    def running(self, ports: Mapping[str, int]) -> None:
        self.close()
        url = f"http://localhost:{ports['gateway']}"
        lines = (
            "",
            f"Studio       {url}  (open it in a browser)",
            f"API docs     {url}/docs",
            f"Temporal UI  http://localhost:{ports['temporal_ui']}",
            f"Mail         http://localhost:{ports['mail']}  (what it sends is caught here)",
            "",
            "A first song from another terminal, without a browser:",
            "",
            first_song(url),
            "Ctrl-C stops all of it; the data stay.",
        )
        self.note("\n".join(lines))

    def close(self) -> None:
        """End the live line; nothing is waited for any more."""
        self._pending = []
        if self._status is not None:
            self._status.stop()
            self._status = None

    def _done(self, name: str) -> None:
        if name in self._pending:
            self._pending.remove(name)
        self._show_pending()

    def _show_pending(self) -> None:
        if not self._console.is_terminal or not self._pending:
            return
        text = "Waiting for " + ", ".join(self._pending)
        if self._status is None:
            self._status = self._console.status(text)
            self._status.start()
        self._status.update(text)
