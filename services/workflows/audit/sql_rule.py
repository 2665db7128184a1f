"""A rule that the database alone can answer for: a query that finds what breaks it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from psycopg.sql import SQL, Composed

from services.workflows.audit.invariants import Invariant
from services.workflows.audit.look import Look
from services.workflows.audit.snapshot import Query, Row
from services.workflows.audit.violations import Violation

_LONGEST_MAKING: Final = timedelta(hours=24)
"""Each step of the saga gives up before; see ``definitions.policies``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SqlRule:
    """Rows that change together change in one transaction, so any moment will do."""

    invariant: Invariant
    name: str
    query: Query
    """Its column ``subject`` is what is looked at; it may use ``quota``, ``overdue``."""
    sentence: str
    """With the names of the query's columns in braces."""
    also: Sequence[str] = ()
    """Columns with further ids."""
    kind: Query = "uuid"
    """Of ``subject``."""

    @property
    def rules(self) -> Sequence[str]:
        return (self.name,)

    async def suspects(self, look: Look) -> AsyncIterator[Violation]:
        async for row in look.snapshot.rows(SQL(self.query), _facts(look)):
            yield self._violation(row)

    async def confirmed(
        self, look: Look, suspects: Sequence[Violation]
    ) -> AsyncIterator[Violation]:
        facts = {**_facts(look), "only": [each.subjects[0] for each in suspects]}
        async for row in look.snapshot.rows(self._narrowed(), facts):
            yield self._violation(row)

    def _narrowed(self) -> Composed:
        return SQL(
            "SELECT * FROM ({query}) AS found WHERE subject = ANY(%(only)s::{kind}[])"
        ).format(query=SQL(self.query), kind=SQL(self.kind))

    def _violation(self, row: Row) -> Violation:
        ids = (row[name] for name in self.also if row[name] is not None)
        return Violation(
            invariant=self.invariant,
            rule=self.name,
            subjects=(str(row["subject"]), *map(str, ids)),
            sentence=self.sentence.format(**row),
        )


def _facts(look: Look) -> Mapping[str, object]:
    return {"quota": look.quota, "overdue": look.began_at - _LONGEST_MAKING}
