"""Where the drill strikes: a stack whose processes can be held, a new one after a bad end."""

from collections.abc import Callable
from pathlib import Path

from shared.kill_points import KillPoints
from tests.canaries import STACK_PASSWORD, STACK_WORD
from tests.e2e.stack import SKETCH, RunningStack
from tests.faults.cells import Cell
from tests.faults.strike import Outcome, Strike


class Ground:
    """Close it at the end; start it from the main thread, as all stacks."""

    def __init__(self, new_place: Callable[[], Path]) -> None:
        self._new_place = new_place
        self._stack: RunningStack | None = None
        self._points: KillPoints | None = None

    async def strike(self, cell: Cell) -> Outcome:
        """Play one cell. What it broke, the next one does not see."""
        if self._stack is None or self._points is None:
            self._stack, self._points = self._started()
        outcome = await Strike(self._stack, self._points, cell).outcome()
        if outcome.problems:
            self.abandon()
        return outcome

    def close(self) -> None:
        """See the stack end as a person would end it."""
        try:
            if self._stack is not None:
                self._stack.stop()
        finally:
            self.abandon()

    def abandon(self) -> None:
        if self._stack is not None:
            self._stack.abandon()
        self._stack = None

    def _started(self) -> tuple[RunningStack, KillPoints]:
        place = self._new_place()
        folder = place / "points"
        folder.mkdir()
        stack = RunningStack(place, {**SKETCH, "KILL_POINTS_DIR": str(folder)})
        stack.secrets.update({STACK_WORD, STACK_PASSWORD})
        stack.start()
        return stack, KillPoints(folder)
