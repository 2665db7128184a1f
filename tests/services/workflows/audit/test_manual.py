"""Whoever is told of a violation finds in the manual what it means and what to do."""

import re
from pathlib import Path

from services.workflows.audit.invariants import SENTENCES, Invariant

MANUAL = Path(__file__).parents[4] / "docs" / "operations.md"


def test_each_invariant_is_a_sentence() -> None:
    assert set(SENTENCES) == set(Invariant)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


def test_the_manual_says_what_to_do_about_each() -> None:
    rows = re.findall(r"^\| ((?:I\d+ ?)+)\|", MANUAL.read_text(), re.MULTILINE)

    named = [name for row in rows for name in row.split()]

    assert named == [invariant.value for invariant in Invariant]
