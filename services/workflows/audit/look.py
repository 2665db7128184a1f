"""One look at the three places, and what its checks need to know."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from temporalio.client import Client

from services.workflows.audit.open_workflows import OpenWorkflows
from services.workflows.audit.snapshot import Snapshot
from services.workflows.audit.violations import Violation
from shared.contracts.audit import Audit
from shared.settings import DatabaseSettings
from shared.storage import ObjectStorage

Tell: TypeAlias = Callable[[str], None]
"""Hears what a long look is doing, often."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """What is audited, and by which quota."""

    database: DatabaseSettings
    storage: ObjectStorage
    temporal: Client
    quota: int
    """Unfinished songs that one person may have."""


@dataclass(kw_only=True, slots=True)
class Seen:
    """How much was looked at."""

    songs: int = 0
    objects: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    snapshot: Snapshot
    storage: ObjectStorage
    workflows: OpenWorkflows
    quota: int
    request: Audit
    began_at: datetime
    tell: Tell
    seen: Seen = field(default_factory=Seen)

    @property
    def settled_before(self) -> datetime:
        """What happened later may still be on its way."""
        return self.began_at - timedelta(seconds=self.request.grace_seconds)


class Check(Protocol):
    """Some rules that are looked at together."""

    @property
    def rules(self) -> Sequence[str]: ...

    def suspects(self, look: Look) -> AsyncIterator[Violation]:
        """All that breaks a rule, or may look as if it did for a moment."""

    def confirmed(
        self, look: Look, suspects: Sequence[Violation]
    ) -> AsyncIterator[Violation]:
        """Those of them, and maybe others, that still do when looked at closely."""
