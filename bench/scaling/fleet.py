"""The ``gpu`` queue and the machines that ask it for work: from arrivals to waits."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from bench.scaling.arrivals import Arrivals
from bench.scaling.autoscaling import Scaler
from bench.scaling.clock import Clock
from bench.scaling.machine import Machine, Tell
from bench.scaling.songs import PRIORITY, Song, Work
from bench.scaling.stage_times import Shape, Stage, StageTimes

Task: TypeAlias = tuple[Song, Work]
_FOREVER: Final = float("inf")


def _nobody_hears(_: Stage, __: Sequence[Song]) -> None:
    """Passes are told of to tests only."""


@dataclass(kw_only=True, slots=True)
class Outcome:
    """What became of all songs; waits in the order in which they ended."""

    until_begun: list[float] = field(default_factory=list)
    until_ready: list[float] = field(default_factory=list)
    found_nobody: int = 0
    """Songs that were asked for while no machine was ready."""
    most_machines: int = 0
    machine_seconds: float = 0.0
    """Paid: from when a machine is asked for until it has gone, or the last day ends."""
    busy_seconds: float = 0.0
    slot_seconds: float = 0.0
    """Of activities that ran: each tells Temporal that it lives, once a second."""
    most_unfinished: int = 0
    most_tasks: int = 0
    """Waiting at once."""


class Fleet:
    """Priorities as in ``shared.domain.lanes``; people, who take turns, are not told apart."""

    def __init__(
        self,
        shape: Shape,
        times: StageTimes,
        *,
        machines: int,
        scaler: tuple[Scaler, float, float] | None = None,
        tell: Tell = _nobody_hears,
    ) -> None:
        """``machines`` are ready at once; ``scaler``: with its period and the cold start."""
        self._clock = Clock()
        self._shape, self._times, self._tell = shape, times, tell
        self._tasks: Sequence[deque[Task]] = (deque(), deque(), deque())
        self._waiting = self._unfinished = self._ready = 0
        self._pollers: deque[Machine] = deque()
        self._machines: list[Machine] = []
        self._scaler = scaler
        self._ends = _FOREVER
        self.outcome = Outcome()
        for _ in range(machines):
            self._make_ready(self._ask_for_one())
        if scaler is not None:
            self._clock.after(0, self._scale)

    def run(self, arrivals: Arrivals, *, until: float) -> Outcome:
        """Until the last song is ready; machines are paid for ``until`` then at most."""
        self._ends, clock = until, self._clock
        at, seconds = arrivals.at.tolist(), arrivals.seconds.tolist()
        for arrives, length in zip(at, seconds, strict=True):
            while clock.next_at <= arrives:
                clock.step()
            clock.now = arrives
            self._arrive(length)
        while self._unfinished or (self._scaler and clock.now < until):
            clock.step()
        for machine in list(self._machines):
            self._leave(machine)
        return self.outcome

    def _arrive(self, seconds: int) -> None:
        nobody = self._ready == 0
        self.outcome.found_nobody += nobody
        self._unfinished += 1
        self.outcome.most_unfinished = max(
            self.outcome.most_unfinished, self._unfinished
        )
        self._offer(Song(self._clock.now, seconds, found_nobody=nobody), Work.WRITE)

    def _offer(self, song: Song, work: Work) -> None:
        self._tasks[PRIORITY[work]].append((song, work))
        self._waiting += 1
        self.outcome.most_tasks = max(self.outcome.most_tasks, self._waiting)
        self._hand_out()

    def _hand_out(self) -> None:
        """To whoever has asked for the longest, as a poll waits at the server."""
        while self._waiting and self._pollers:
            machine = self._pollers.popleft()
            machine.is_polling = False
            if machine.is_leaving:
                continue
            song, work = next(tasks for tasks in self._tasks if tasks).popleft()
            self._waiting -= 1
            machine.free -= 1
            self._poll(machine)
            if work is Work.WRITE:
                song.begun = self._clock.now
            self.outcome.slot_seconds -= self._clock.now
            machine.begin(song, work)

    def _poll(self, machine: Machine) -> None:
        if machine.free and not machine.is_polling and not machine.is_leaving:
            machine.is_polling = True
            self._pollers.append(machine)

    def _done(self, machine: Machine, song: Song, work: Work) -> None:
        self.outcome.slot_seconds += self._clock.now
        machine.free += 1
        if machine.is_leaving and machine.free == machine.slots:
            self._leave(machine)
        self._poll(machine)
        match work:
            case Work.WRITE:
                self._offer(song, Work.COMPOSE)
                self._offer(song, Work.PAINT)
            case Work.FINISH:
                self._end(song)
            case _:
                song.left_beside -= 1
                if not song.left_beside:
                    self._offer(song, Work.FINISH)
        self._hand_out()

    def _end(self, song: Song) -> None:
        self._unfinished -= 1
        self.outcome.until_begun.append(song.begun - song.arrived)
        took = self._clock.now - song.arrived + self._times.between
        self.outcome.until_ready.append(took)

    def _scale(self, _: object) -> None:
        assert self._scaler is not None
        scaler, every, cold_start = self._scaler
        staying = [each for each in self._machines if not each.is_leaving]
        wanted = scaler.wanted(
            self._clock.now,
            tasks=self._waiting,
            unfinished=self._unfinished,
            machines=len(staying),
        )
        for _ in range(wanted - len(staying)):
            self._clock.after(cold_start, self._make_ready, self._ask_for_one())
        # Those that are not ready go first, then the youngest.
        staying.sort(key=lambda each: (not each.is_ready, each.asked_at))
        for machine in staying[wanted:]:
            self._let_go(machine)
        self._clock.after(every, self._scale)

    def _ask_for_one(self) -> Machine:
        machine = Machine(
            self._clock, self._shape, self._times, done=self._done, tell=self._tell
        )
        self._machines.append(machine)
        self.outcome.most_machines = max(
            self.outcome.most_machines, len(self._machines)
        )
        return machine

    def _make_ready(self, machine: Machine) -> None:
        if machine.is_leaving:
            return
        machine.is_ready = True
        self._ready += 1
        self._poll(machine)
        self._hand_out()

    def _let_go(self, machine: Machine) -> None:
        """It takes no more work, and goes once what it has is done."""
        machine.is_leaving = True
        self._ready -= machine.is_ready
        if machine.free == machine.slots:
            self._leave(machine)

    def _leave(self, machine: Machine) -> None:
        self._machines.remove(machine)
        gone_at = min(self._clock.now, self._ends)
        self.outcome.machine_seconds += max(0.0, gone_at - machine.asked_at)
        self.outcome.busy_seconds += machine.busy_seconds
