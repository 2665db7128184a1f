"""How many machines there should be: KEDA's rule between none and one, the HPA's above.

After kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale and
keda.sh/docs/2.22/scalers/temporal; never run on a cluster.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Self


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    least: int
    most: int
    up_machines: int
    """In ``up_seconds``."""
    poll_seconds: float
    target_tasks: float
    cooldown_seconds: float
    down_machines: int
    down_seconds: float
    down_stabilisation_seconds: float
    up_seconds: float
    tolerance: float

    @classmethod
    def of(
        cls, values: Mapping[str, float], *, least: int, most: int, up_machines: int
    ) -> Self:
        return cls(
            least=least,
            most=most,
            up_machines=up_machines,
            poll_seconds=values["poll_seconds"],
            target_tasks=values["target_tasks"],
            cooldown_seconds=values["cooldown_seconds"],
            down_machines=int(values["down_machines"]),
            down_seconds=values["down_seconds"],
            down_stabilisation_seconds=values["down_stabilisation_seconds"],
            up_seconds=values["up_seconds"],
            tolerance=values["tolerance"],
        )


class Scaler:
    """Remembers what it said and did for as long as the rules look back."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._said: deque[tuple[float, int]] = deque()
        self._changes: deque[tuple[float, int]] = deque()
        self._active_at = 0.0

    def wanted(self, now: float, *, tasks: int, unfinished: int, machines: int) -> int:
        """``tasks`` wait and nobody works on them; ``unfinished`` songs have a workflow."""
        policy = self._policy
        if tasks or unfinished:
            self._active_at = now
        if machines == 0:
            # What was said of an earlier fleet does not bind a new one.
            self._said.clear()
            wanted = max(1, policy.least) if tasks or unfinished else policy.least
        elif now - self._active_at >= policy.cooldown_seconds and not policy.least:
            wanted = 0
        else:
            wanted = self._by_backlog(now, tasks, machines)
        if wanted != machines:
            self._changes.append((now, wanted - machines))
        return wanted

    def _by_backlog(self, now: float, tasks: int, machines: int) -> int:
        policy = self._policy
        ratio = tasks / (policy.target_tasks * machines)
        said = machines
        if abs(ratio - 1) > policy.tolerance:
            said = ceil(tasks / policy.target_tasks)
        said = min(max(said, 1, policy.least), policy.most)
        self._said.append((now, said))
        while self._said[0][0] < now - policy.down_stabilisation_seconds:
            self._said.popleft()
        if said > machines:
            return min(said, machines + self._room_up(now))
        highest = max(each for _, each in self._said)
        if highest >= machines:
            return machines
        return max(highest, machines - self._room_down(now))

    def _room_up(self, now: float) -> int:
        policy = self._policy
        added = sum(each for each in self._since(now - policy.up_seconds) if each > 0)
        return max(0, policy.up_machines - added)

    def _room_down(self, now: float) -> int:
        policy = self._policy
        gone = sum(-each for each in self._since(now - policy.down_seconds) if each < 0)
        return max(0, policy.down_machines - gone)

    def _since(self, moment: float) -> list[int]:
        longest = max(self._policy.up_seconds, self._policy.down_seconds)
        newest = self._changes[-1][0] if self._changes else 0.0
        while self._changes and self._changes[0][0] < newest - 2 * longest:
            self._changes.popleft()
        return [change for at, change in self._changes if at > moment]
