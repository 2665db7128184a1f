"""What was measured, as tables in Markdown, and if wanted as lines of JSON."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Cell: TypeAlias = str | float | None
"""None: nothing to say."""


class Report:
    """Shows each row at once: a run on a card takes long, and may end before its end."""

    def __init__(self, out: Path | None) -> None:
        self._out = out
        self._title = ""
        self._columns: Sequence[str] = ()
        if out is not None:
            out.write_text("")

    def facts(self, **facts: str) -> None:
        """Where and when all that follows was measured."""
        print(", ".join(f"{name} {fact}" for name, fact in facts.items()), flush=True)
        self._keep(facts)

    def begin(self, title: str, *, about: str, columns: Sequence[str]) -> None:
        """A new table. ``about`` says what its lines are."""
        self._title, self._columns = title, columns
        print(f"\n## {title}\n\n{about}\n", flush=True)
        self._show([name.replace("_", " ") for name in columns])
        self._show(["---"] * len(columns))

    def row(self, **cells: Cell) -> None:
        """A column may be left out; one that the table lacks is a mistake."""
        assert set(cells) <= set(self._columns), cells
        self._show([_text(cells.get(name)) for name in self._columns])
        self._keep({"table": self._title, **cells})

    def _keep(self, line: Mapping[str, Cell]) -> None:
        if self._out is not None:
            with self._out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")

    def _show(self, cells: list[str]) -> None:
        print(f"| {' | '.join(cells)} |", flush=True)


def _text(cell: Cell) -> str:
    if cell is None or cell == "":
        return "-"
    if isinstance(cell, str):
        return cell
    return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
