"""How far an activity is: the one detail that inference activities heartbeat."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    step: int
    steps: int
