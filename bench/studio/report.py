"""What was measured, as tables in Markdown, and if wanted as lines of JSON."""

import json
from pathlib import Path
from typing import TypeAlias

Cell: TypeAlias = str | float | None
"""None: nothing to say."""


class Report:
    """Shows each row at once: a run on a card takes long, and may end before its end."""

    def __init__(self, out: Path | None) -> None:
        self._out = out
        self._title = ""
        self._columns: tuple[str, ...] = ()
        if out is not None:
            out.write_text("")

    def begin(self, title: str, *, about: str) -> None:
        """A new table. ``about`` says what its lines are."""
        self._title, self._columns = title, ()
        print(f"\n## {title}\n\n{about}\n", flush=True)

    def row(self, **cells: Cell) -> None:
        """The first row of a table names its columns; later ones may leave some out."""
        if not self._columns:
            self._columns = tuple(cells)
            self._show([name.replace("_", " ") for name in self._columns])
            self._show(["---"] * len(self._columns))
        self._show([_text(cells.get(name)) for name in self._columns])
        if self._out is not None:
            with self._out.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"table": self._title, **cells}) + "\n")

    def _show(self, cells: list[str]) -> None:
        print(f"| {' | '.join(cells)} |", flush=True)


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
