"""The cells of the drill are the whole matrix, and a run's choice of them is fair."""

import re
from collections import Counter
from pathlib import Path

import pytest

from shared.kill_points import Edge, Point
from tests.faults.cells import COMPONENTS, Cell, NoSuchCell, chosen, matrix

SEEDS = range(200)
ROOT = Path(__file__).parents[2]
SEAM = re.compile(r"Point\.(\w+), Edge\.(\w+)")


def test_the_matrix_is_every_death_at_every_point() -> None:
    cells = matrix()

    assert len(cells) == len(set(cells)) == 156
    assert (len(COMPONENTS), len(Point), len(Edge)) == (6, 13, 2)


def test_each_point_is_at_one_place_of_the_product() -> None:
    sources = [*(ROOT / "services").rglob("*.py"), *(ROOT / "shared").rglob("*.py")]
    seams = Counter(
        seam for source in sources for seam in SEAM.findall(source.read_text())
    )

    assert seams == {(point.name, edge.name): 1 for point in Point for edge in Edge}


@pytest.mark.parametrize("cells", [matrix(), chosen(7)], ids=["all", "chosen"])
def test_whoever_died_lives_on_for_five_other_deaths(cells: list[Cell]) -> None:
    neighbours = [
        {cell.component for cell in cells[start : start + len(COMPONENTS)]}
        for start in range(len(cells) - len(COMPONENTS) + 1)
    ]

    assert all(len(names) == len(COMPONENTS) for names in neighbours)


def test_a_choice_is_24_cells_with_every_component_and_every_point() -> None:
    for seed in SEEDS:
        cells = chosen(seed)

        assert len(set(cells)) == 24
        assert set(Counter(cell.component for cell in cells).values()) == {4}
        assert {cell.point for cell in cells} == set(Point)


def test_a_seed_repeats_its_choice_and_seeds_differ() -> None:
    assert [chosen(seed) for seed in SEEDS] == [chosen(seed) for seed in SEEDS]
    assert {cell for seed in SEEDS for cell in chosen(seed)} == set(matrix())


def test_a_cell_is_read_as_it_is_written() -> None:
    assert [Cell.named(str(cell)) for cell in matrix()] == matrix()


@pytest.mark.parametrize(
    "text",
    ["", "gateway", "gateway:reserved", "moon:reserved:before", "s3:lunch:after"],
)
def test_what_is_no_cell_is_refused_with_what_there_is(text: str) -> None:
    with pytest.raises(NoSuchCell, match=r"inference-worker.*music-middle.*before"):
        Cell.named(text)
