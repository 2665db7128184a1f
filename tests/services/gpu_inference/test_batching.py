import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from services.gpu_inference.batching import Batcher, OutOfMemory, Ticket
from shared.errors import DomainError
from tests.fakes.engine import ignore

PATIENT = 30.0
"""Seconds: a batch is then only made when it is full."""


class GiveUp(Exception):
    pass


class Rude(DomainError):
    pass


@dataclass
class Doubling:
    """A model that doubles numbers, and remembers who was in each pass."""

    passes: list[list[int]] = field(default_factory=list)
    largest: int = 99
    poison: int | None = None

    def __call__(
        self, tickets: Sequence[Ticket[int, int]]
    ) -> list[int | DomainError | None]:
        items = [ticket.item for ticket in tickets]
        self.passes.append(items)
        if len(items) > self.largest:
            raise OutOfMemory(what="double so many numbers")
        if self.poison in items:
            raise ZeroDivisionError
        return [Rude() if item < 0 else 2 * item for item in items]


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as pool:
        yield pool


def asked(
    threads: ThreadPoolExecutor, batcher: Batcher[int, int], items: Sequence[int]
) -> list[Future[int]]:
    return [threads.submit(batcher.run, item, on_step=ignore) for item in items]


def test_songs_that_wait_together_share_a_pass(threads: ThreadPoolExecutor) -> None:
    model = Doubling()
    with Batcher(model, name="d", most=4, patience_seconds=PATIENT) as batcher:
        answers = [each.result() for each in asked(threads, batcher, [1, 2, 3, 4])]

    assert answers == [2, 4, 6, 8]
    assert [sorted(each) for each in model.passes] == [[1, 2, 3, 4]]


def test_a_lonely_song_does_not_wait_for_company() -> None:
    with Batcher(Doubling(), name="d", most=4, patience_seconds=0) as batcher:
        assert batcher.run(7, on_step=ignore) == 14


def test_only_songs_that_fit_share_a_pass(threads: ThreadPoolExecutor) -> None:
    model = Doubling()
    with Batcher(
        model, name="d", most=2, key=lambda item: item % 2, patience_seconds=PATIENT
    ) as batcher:
        [each.result() for each in asked(threads, batcher, [1, 2, 3, 4])]

    assert sorted(sorted(each) for each in model.passes) == [[1, 3], [2, 4]]


def test_what_needs_too_much_memory_together_is_made_apart(
    threads: ThreadPoolExecutor,
) -> None:
    model = Doubling(largest=1)
    with Batcher(model, name="d", most=4, patience_seconds=PATIENT) as batcher:
        answers = [each.result() for each in asked(threads, batcher, [1, 2, 3, 4])]

    assert answers == [2, 4, 6, 8]
    assert [len(each) for each in model.passes] == [4, 2, 1, 1, 2, 1, 1]


def test_what_needs_too_much_memory_alone_is_refused() -> None:
    model = Doubling(largest=0)
    with Batcher(model, name="d", most=1) as batcher:
        with pytest.raises(OutOfMemory, match="not enough memory to double"):
            batcher.run(1, on_step=ignore)
        model.largest = 1

        assert batcher.run(1, on_step=ignore) == 2


def test_a_song_that_breaks_the_model_fails_alone(threads: ThreadPoolExecutor) -> None:
    model = Doubling(poison=3)
    with Batcher(model, name="d", most=4, patience_seconds=PATIENT) as batcher:
        one, two, three, four = asked(threads, batcher, [1, 2, 3, 4])

        assert [each.result() for each in (one, two, four)] == [2, 4, 8]
        with pytest.raises(ZeroDivisionError):
            three.result()


def test_what_was_handed_over_before_its_pass_failed_is_not_made_again(
    threads: ThreadPoolExecutor,
) -> None:
    passes: list[list[int]] = []

    def forward(tickets: Sequence[Ticket[int, int]]) -> list[int]:
        passes.append([ticket.item for ticket in tickets])
        if len(tickets) > 1:
            tickets[0].end(-tickets[0].item)
            raise OutOfMemory(what="go on")
        return [2 * ticket.item for ticket in tickets]

    with Batcher(forward, name="h", most=3, patience_seconds=PATIENT) as batcher:
        answers = [each.result() for each in asked(threads, batcher, [1, 2, 3])]

    early = passes[0][0]
    assert answers == [-n if n == early else 2 * n for n in (1, 2, 3)]
    assert [early not in each for each in passes[1:]] == [True, True]


def test_a_model_that_loses_a_result_fails_its_song_and_goes_on() -> None:
    lost = [True]

    def forward(tickets: Sequence[Ticket[int, int]]) -> list[int]:
        return [] if lost[0] else [2 * ticket.item for ticket in tickets]

    with Batcher(forward, name="l", most=1) as batcher:
        with pytest.raises(ValueError, match="shorter"):
            batcher.run(1, on_step=ignore)
        lost[0] = False

        assert batcher.run(2, on_step=ignore) == 4


def test_a_refusal_reaches_its_own_song_only(threads: ThreadPoolExecutor) -> None:
    with Batcher(Doubling(), name="d", most=2, patience_seconds=PATIENT) as batcher:
        refused, answered = asked(threads, batcher, [-1, 1])

        assert answered.result() == 2
        with pytest.raises(Rude):
            refused.result()


@dataclass
class Stepping:
    """Takes steps until its only song is unwanted, or it is told to end."""

    may_end: threading.Event = field(default_factory=threading.Event)
    steps_after_leave: int = 0

    def __call__(self, tickets: Sequence[Ticket[int, int]]) -> list[int | None]:
        [ticket] = tickets
        step = 0
        while ticket.is_wanted and not self.may_end.is_set():
            step += 1
            ticket.tell(step, 10**9)
        return [ticket.item if ticket.is_wanted else None]


def giving_up_at(step: int, then: Callable[[], None]) -> Callable[[int, int], None]:
    def on_step(at: int, _: int) -> None:
        if at >= step:
            then()
            raise GiveUp

    return on_step


def test_giving_up_ends_the_pass_and_the_next_song_is_made() -> None:
    model = Stepping()
    with Batcher(model, name="s", most=1, patience_seconds=0) as batcher:
        with pytest.raises(GiveUp):
            batcher.run(1, on_step=giving_up_at(1, lambda: None))
        model.may_end.set()

        assert batcher.run(2, on_step=ignore) == 2


def test_a_song_given_up_while_it_waits_is_never_made(
    threads: ThreadPoolExecutor,
) -> None:
    model, seen = Stepping(), threading.Event()
    with Batcher(model, name="s", most=1, patience_seconds=0) as batcher:

        def see(step: int, _: int) -> None:
            if step:
                seen.set()

        first = threads.submit(batcher.run, 1, on_step=see)
        assert seen.wait(PATIENT)
        with pytest.raises(GiveUp):
            batcher.run(2, on_step=giving_up_at(0, lambda: None))
        model.may_end.set()

        assert first.result() == 1


def test_progress_is_that_of_the_running_pass() -> None:
    told: list[tuple[int, int]] = []
    model = Stepping()

    def hear(step: int, steps: int) -> None:
        told.append((step, steps))
        if step:
            model.may_end.set()

    with Batcher(model, name="s", most=1, patience_seconds=0) as batcher:
        batcher.run(1, on_step=hear)

    assert told[-1][0] > 0
    assert told[-1][1] == 10**9
