"""Events that wait to be delivered, and how each delivery went."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from devstack.polar.events import body_of
from devstack.polar.knobs import Knobs, read_knobs, write_knobs
from devstack.polar.shapes.words import new_id
from devstack.polar.store import Document, Store

MOST_ATTEMPTS: Final = 10
_FAILURES_THAT_SWITCH_OFF: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    number: int
    event_id: str
    type: str
    body: str
    attempts: int


class Outbox:
    """Its rows are written in the transaction of what they tell of."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def tell(self, kind: str, data: Document) -> None:
        knobs = read_knobs(self._store)
        event_id = f"msg_{new_id()}"
        self._store.execute(
            "INSERT INTO events (id, type, body) VALUES (?, ?, ?)",
            (event_id, kind, body_of(kind, data, shape=knobs.shape)),
        )
        for _ in range(knobs.duplicate):
            self._queue(event_id, knobs)

    def redeliver(self, event_id: str | None = None) -> int:
        """Queue one event again, or each of them; return how many."""
        knobs = read_knobs(self._store)
        rows = self._store.execute("SELECT id FROM events ORDER BY rowid").fetchall()
        chosen = [row["id"] for row in rows if event_id in (None, row["id"])]
        for each in chosen:
            self._queue(each, knobs)
        return len(chosen)

    def due(self, *, now: float) -> Delivery | None:
        """The next one to send; none while the endpoint is switched off."""
        if not read_knobs(self._store).endpoint_enabled:
            return None
        row = self._store.execute(
            "SELECT number, event_id, type, body, attempts"
            " FROM deliveries JOIN events ON events.id = event_id"
            " WHERE state = 'pending' AND due_at <= ? ORDER BY rank, number LIMIT 1",
            (now,),
        ).fetchone()
        return None if row is None else Delivery(**dict(row))

    def next_due_at(self) -> float | None:
        row = self._store.execute(
            "SELECT min(due_at) AS due_at FROM deliveries WHERE state = 'pending'"
        ).fetchone()
        found: float | None = row["due_at"]
        return found

    def is_to_be_lost(self, delivery: Delivery) -> bool:
        """Decided by the knobs, and the same again for the same seed and number."""
        knobs = read_knobs(self._store)
        if knobs.drop_next > 0:
            fewer = knobs.model_copy(update={"drop_next": knobs.drop_next - 1})
            write_knobs(self._store, fewer)
            return True
        return _dice(knobs, delivery.number, "drop").random() < knobs.drop_fraction

    def settle(self, delivery: Delivery, *, state: str, answer: str) -> None:
        self._store.execute(
            "UPDATE deliveries SET state = ?, attempts = attempts + ?,"
            " last_answer = ?, settled_at = ? WHERE number = ?",
            (state, state != "lost", answer, time.time(), delivery.number),
        )

    def postpone(self, delivery: Delivery, *, until: float, answer: str) -> None:
        self._store.execute(
            "UPDATE deliveries SET attempts = attempts + 1, last_answer = ?,"
            " due_at = ? WHERE number = ?",
            (answer, until, delivery.number),
        )

    def switch_off_if_dead(self) -> bool:
        """As the vendor: when the latest ten all failed for good, the rest is skipped."""
        latest = self._store.execute(
            "SELECT state FROM deliveries WHERE state IN ('delivered', 'failed')"
            " ORDER BY settled_at DESC, number DESC LIMIT ?",
            (_FAILURES_THAT_SWITCH_OFF,),
        ).fetchall()
        failed = [row for row in latest if row["state"] == "failed"]
        if len(failed) < _FAILURES_THAT_SWITCH_OFF:
            return False
        off = read_knobs(self._store).model_copy(update={"endpoint_enabled": False})
        write_knobs(self._store, off)
        self._store.execute(
            "UPDATE deliveries SET state = 'skipped' WHERE state = 'pending'"
        )
        return True

    def listed(self) -> Sequence[Document]:
        """Each delivery in the order of queueing, without its body."""
        rows = self._store.execute(
            "SELECT number, event_id, type, state, attempts, last_answer"
            " FROM deliveries JOIN events ON events.id = event_id ORDER BY number"
        )
        return [dict(row) for row in rows]

    def bodies(self) -> Sequence[tuple[str, str]]:
        """Every event's id and text, for those who deliver them on their own."""
        rows = self._store.execute("SELECT id, body FROM events ORDER BY rowid")
        return [(row["id"], row["body"]) for row in rows]

    def _queue(self, event_id: str, knobs: Knobs) -> None:
        state = "pending" if knobs.endpoint_enabled else "skipped"
        number = self._store.execute(
            "INSERT INTO deliveries (event_id, rank, due_at, state)"
            " VALUES (?, 0, ?, ?)",
            (event_id, time.time() + knobs.delay_seconds, state),
        ).lastrowid
        if knobs.reorder and number is not None:
            rank = _dice(knobs, number, "reorder").random()
            self._store.execute(
                "UPDATE deliveries SET rank = ? WHERE number = ?", (rank, number)
            )


def _dice(knobs: Knobs, number: int, purpose: str) -> Random:
    return Random(f"{knobs.seed}:{number}:{purpose}")  # noqa: S311 -- reproducible on purpose
