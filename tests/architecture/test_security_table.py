"""The table of security requirements names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "security.md").read_text()


def test_each_test_that_the_table_names_is_there() -> None:
    named = set(re.findall(r"[\w/]+/test_\w+\.py", TABLE))

    assert len(named) > 20
    assert {name for name in named if not (ROOT / "tests" / name).is_file()} == set()


def test_no_row_is_both_met_and_not_met() -> None:
    met, _, missing = TABLE.partition("### Not met")

    assert _rows(met.partition("### Met")[2]) & _rows(missing) == set()


def _rows(table: str) -> set[str]:
    """Each requirement's number, with ranges such as 3.3.1-4 told one by one."""
    found = set()
    for cells in re.findall(r"^\| (\d[^|]*)\|", table, re.MULTILINE):
        for row in re.sub(r"\(.*?\)", "", cells).split(","):
            first, _, last = row.strip().partition("\u2013")
            section, _, number = first.rpartition(".")
            for each in range(int(number), int(last or number) + 1):
                found.add(f"{section}.{each}")
    return found
