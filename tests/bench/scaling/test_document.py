"""docs/scaling.md says what the command prints."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.scaling import report
from bench.scaling.inputs import INPUTS, values_of
from bench.scaling.recorded import recorded
from bench.scaling.sizes import SIZES, simulate

TEXT = (Path(__file__).parents[3] / "docs/scaling.md").read_text()
SEED = 1


def columns_of(table: str) -> Mapping[str, Mapping[str, str]]:
    """By the head of a column, its cells by the row's name."""
    lines = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in table.splitlines()
    ]
    head, _, *rows = lines
    return {
        name: {row[0]: row[number] for row in rows}
        for number, name in enumerate(head[1:], start=1)
    }


@pytest.fixture(scope="module")
def printed() -> Mapping[str, str]:
    """Of the two sizes that are simulated in a moment."""
    values = values_of(INPUTS)
    found = [simulate(size, values, seed=SEED) for size in SIZES[:2]]
    return report.results(found, recorded(), values)


@pytest.mark.parametrize(
    "subject",
    [
        "machines that make songs",
        "Temporal, when busiest",
        "gateways and Postgres, when busiest",
        "the bucket",
    ],
)
def test_the_tables_of_the_sizes_are_what_is_printed(
    subject: str, printed: Mapping[str, str]
) -> None:
    kept = next(part for part in TEXT.split("\n\n") if part.startswith(f"| {subject}"))

    ours, theirs = columns_of(kept), columns_of(printed[subject])

    assert list(ours) == ["10 an hour", "1,000 an hour", "100,000 an hour"]
    for size, column in theirs.items():
        assert ours[size] == column


def test_all_inputs_are_in_the_document() -> None:
    assert report.of_inputs(INPUTS) in TEXT


def test_the_document_stays_short() -> None:
    assert len(TEXT.splitlines()) <= 200
