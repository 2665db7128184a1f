"""The audit, as workflows carry it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

AUDIT = "AuditWorkflow"
AUDIT_SCHEDULE_ID = "audit"


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """What an audit takes for in flight, and how closely it looks."""

    settle_seconds: float = 10
    """Between its two looks: longer than the relay takes to start what was left behind."""
    grace_seconds: float = 60
    """What is younger is still on its way; 0 for a stack at rest."""
    is_deep: bool = False
    """Read every object and compare its SHA-256: else sizes are compared."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Audited:
    """A summary that an operator can read in Temporal's page; it names ids only."""

    violations: int
    by_invariant: Mapping[str, int] = field(default_factory=dict)
    """``I1`` … → how many, 0 for one that holds. Logs (I13) are looked at by hand."""
    sentences: tuple[str, ...] = ()
    """The first of them."""
    unexamined: int = 0
    """Suspected beyond what is kept for a second look."""
    songs: int = 0
    objects: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        return not self.violations and not self.unexamined
