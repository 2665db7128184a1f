"""One forward pass for the songs that fit together, whoever asked for them."""

import threading
import time
from collections.abc import Callable, Hashable, Sequence
from typing import Final, Generic, Self, TypeAlias, TypeVar

import structlog

from services.gpu_inference.engines.engine import OnStep
from shared.errors import DomainError

Item = TypeVar("Item")
Result = TypeVar("Result")

log: structlog.stdlib.BoundLogger = structlog.get_logger()

PATIENCE_SECONDS: Final = 0.25
"""How long an idle model waits for company once a first song is there."""

_LOOK_SECONDS: Final = 0.1


class OutOfMemory(DomainError):
    """Even alone, the song needs more memory than the device has."""

    def __init__(self, *, what: str) -> None:
        super().__init__(f"There is not enough memory to {what}.")
        self.what = what


class Ticket(Generic[Item, Result]):
    """One song's place in a batch: what it brings, how far it is, how it ended."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.arrived_at = time.monotonic()
        self.is_wanted = True
        """False once nobody waits for the result: a forward pass may drop its row."""
        self.progress = (0, 1)
        self._ended = threading.Event()
        self._result: Result | None = None
        self._error: Exception | None = None

    def tell(self, step: int, steps: int) -> None:
        self.progress = (step, steps)

    def end(self, result: Result | None) -> None:
        """What comes after a first end does not change it."""
        if not self.is_over:
            self._result = result
            self._ended.set()

    def fail(self, error: Exception) -> None:
        if not self.is_over:
            self._error = error
            self._ended.set()

    @property
    def is_over(self) -> bool:
        """Whether it has ended: a pass may hand over a row before it ends itself."""
        return self._ended.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        return self._ended.wait(seconds)

    def outcome(self) -> Result:
        if self._error is not None:
            raise self._error
        assert self._result is not None  # noqa: S101 - only unwanted tickets have none
        return self._result


Forward: TypeAlias = Callable[
    [Sequence[Ticket[Item, Result]]], Sequence[Result | DomainError | None]
]
"""A result for each ticket, in order: its refusal where a rule said no, and None where
the ticket was not wanted any more. What it raises, it raises for the whole batch."""


class Batcher(Generic[Item, Result]):
    """Feeds one model from many threads, in the order of arrival.

    A batch that fails as a whole is run again in halves, down to single songs: so one
    that needs too much memory, or breaks the model, fails alone.
    """

    def __init__(
        self,
        forward: Forward[Item, Result],
        *,
        name: str,
        most: int,
        key: Callable[[Item], Hashable] = lambda _: None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        """``key``: items with equal keys may share a pass, at most ``most`` of them."""
        self._forward = forward
        self._name = name
        self._most = most
        self._key = key
        self._patience_seconds = patience_seconds
        self._waiting: list[Ticket[Item, Result]] = []
        self._news = threading.Condition()
        self._is_open = True
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, item: Item, *, on_step: OnStep) -> Result:
        """Wait for the result, calling ``on_step`` meanwhile; it may raise to give up.

        Giving up returns once the song's row is out of the running pass, so that nobody
        who believes it stopped is wrong.
        """
        ticket: Ticket[Item, Result] = Ticket(item)
        with self._news:
            self._waiting.append(ticket)
            self._news.notify()
        try:
            while not ticket.wait(_LOOK_SECONDS):
                on_step(*ticket.progress)
        except BaseException:
            self._drop(ticket)
            raise
        on_step(*ticket.progress)
        return ticket.outcome()

    def close(self) -> None:
        """Let the running batch end, then stop."""
        with self._news:
            self._is_open = False
            self._news.notify()
        self._thread.join()

    def _drop(self, ticket: Ticket[Item, Result]) -> None:
        with self._news:
            ticket.is_wanted = False
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                return
        ticket.wait()

    def _work(self) -> None:
        while batch := self._next_batch():
            self._run(batch)

    def _next_batch(self) -> list[Ticket[Item, Result]]:
        """Empty when closed."""
        with self._news:
            while self._is_open:
                company = self._company()
                if company and self._is_full(company):
                    self._waiting = [t for t in self._waiting if t not in company]
                    return company
                self._news.wait(self._pause(company))
        return []

    def _company(self) -> list[Ticket[Item, Result]]:
        """The oldest ticket and those that fit to it."""
        if not self._waiting:
            return []
        key = self._key(self._waiting[0].item)
        return [t for t in self._waiting if self._key(t.item) == key][: self._most]

    def _is_full(self, company: list[Ticket[Item, Result]]) -> bool:
        return len(company) >= self._most or self._pause(company) == 0

    def _pause(self, company: list[Ticket[Item, Result]]) -> float | None:
        if not company:
            return None
        waited = time.monotonic() - company[0].arrived_at
        return max(0.0, self._patience_seconds - waited)

    def _run(self, batch: list[Ticket[Item, Result]]) -> None:
        try:
            # A result too few or too many is a failed pass as well: were it to end this
            # thread, everybody would wait for ever.
            ended = list(zip(batch, self._forward(batch), strict=True))
        except Exception as error:
            self._run_parts(batch, error)
            return
        for ticket, result in ended:
            if isinstance(result, DomainError):
                ticket.fail(result)
            else:
                ticket.end(result)

    def _run_parts(self, batch: list[Ticket[Item, Result]], error: Exception) -> None:
        left = [ticket for ticket in batch if ticket.is_wanted and not ticket.is_over]
        for ticket in batch:
            if ticket not in left or len(batch) == 1:
                ticket.fail(error)
        if len(batch) == 1:
            return
        log.warning(
            "batch_halved",
            model=self._name,
            songs=len(left),
            error=type(error).__name__,
        )
        middle = (len(left) + 1) // 2
        for part in (left[:middle], left[middle:]):
            if part:
                self._run(part)
