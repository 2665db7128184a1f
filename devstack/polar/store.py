"""What the stand-in remembers: documents in one SQLite file, safe when it is killed."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

Document: TypeAlias = dict[str, Any]
Kind: TypeAlias = Literal[
    "checkout", "customer", "order", "refund", "session", "subscription"
]

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS documents (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, id)
);
CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL REFERENCES events (id),
    rank REAL NOT NULL,
    due_at REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0,
    last_answer TEXT NOT NULL DEFAULT '',
    settled_at REAL
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, due_at);
CREATE TABLE IF NOT EXISTS knobs (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT);
"""


class Store:
    """Used by one thread: each call is too short to be worth another."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Documents and the events that tell of them are kept together or not at all."""
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            yield

    def execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, tuple(values))

    def put(self, kind: Kind, document: Document) -> None:
        """Add it, or replace the one with the same id."""
        self.execute(
            "INSERT INTO documents (kind, id, body) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
            (kind, document["id"], json.dumps(document)),
        )

    def get(self, kind: Kind, document_id: str) -> Document | None:
        return self.find(kind, "id", document_id)

    def find(self, kind: Kind, field: str, value: str) -> Document | None:
        """The newest document whose ``field`` has this value."""
        if field == "id":
            where = "kind = ? AND id = ?"
        else:
            where = f"kind = ? AND json_extract(body, '$.{field}') = ?"
        row = self.execute(
            f"SELECT body FROM documents WHERE {where} ORDER BY position DESC LIMIT 1",  # noqa: S608 -- names of ours
            (kind, value),
        ).fetchone()
        return None if row is None else _read(row)

    def newest_first(self, kind: Kind) -> list[Document]:
        rows = self.execute(
            "SELECT body FROM documents WHERE kind = ? ORDER BY position DESC", (kind,)
        )
        return [_read(row) for row in rows]

    def count(self, kind: Kind) -> int:
        found = self.execute("SELECT count(*) FROM documents WHERE kind = ?", (kind,))
        return int(found.fetchone()[0])


def _read(row: sqlite3.Row) -> Document:
    document: Document = json.loads(row["body"])
    return document
