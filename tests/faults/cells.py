"""The cells of the drill: who dies, and where the song stands just then."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Final, Self

from typing_extensions import override

from shared.kill_points import Edge, Point

COMPONENTS: Final = (
    *("gateway", "workflow-worker", "inference-worker"),
    *("temporal", "postgres", "s3"),
)
"""As the stack names its processes."""
_CHOSEN: Final = 24


class NoSuchCell(ValueError):
    """Said in one line, with what there is."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"There is no cell {text!r}: it is COMPONENT:POINT:EDGE with one of"
            f" {', '.join(COMPONENTS)}; one of {', '.join(Point)};"
            f" and {' or '.join(Edge)}."
        )


@dataclass(frozen=True, slots=True)
class Cell:
    component: str
    point: Point
    edge: Edge

    @override
    def __str__(self) -> str:
        return f"{self.component}:{self.point}:{self.edge}"

    @classmethod
    def named(cls, text: str) -> Self:
        """The cell that ``str`` would write so; ``NoSuchCell`` when there is none."""
        try:
            component, point, edge = text.split(":")
            cell = cls(component, Point(point), Edge(edge))
        except ValueError:
            raise NoSuchCell(text) from None
        if component not in COMPONENTS:
            raise NoSuchCell(text)
        return cell


def matrix() -> list[Cell]:
    """All of them; whoever died has five other deaths to come to rest in.

    The stack waits longer from one restart to the next of a program that dies often.
    """
    return [
        Cell(component, point, edge)
        for point in Point
        for edge in Edge
        for component in COMPONENTS
    ]


def chosen(seed: int) -> Sequence[Cell]:
    """24 different cells: each component four times, each point once or twice."""
    dice = random.Random(seed)  # noqa: S311 -- to be repeated, not to be secret
    components = dice.sample(COMPONENTS, len(COMPONENTS))
    points = [point for _ in range(2) for point in dice.sample([*Point], len(Point))]
    cells: list[Cell] = []
    for component, point in zip(cycle(components), points[:_CHOSEN], strict=False):
        edges = dice.sample([*Edge], len(Edge))
        # A pair that comes a second time comes with its other edge.
        cell, other = (Cell(component, point, edge) for edge in edges)
        cells.append(other if cell in cells else cell)
    return cells
