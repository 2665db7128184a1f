"""Syllables as singers count them."""

import pytest

from services.gpu_inference.engines.sketch.composer.lyrics import stanzas_of
from services.gpu_inference.engines.sketch.pronunciation.syllables import line_syllables


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Hello darkness", 4),
        ("I can\u2019t believe it's over", 7),
        ("rhythm", 2),
        ("zorbleflax", 3),
        ("", 0),
        ("... !", 0),
    ],
)
def test_a_line_has_this_many_syllables(line: str, count: int) -> None:
    assert line_syllables(line) == count


def test_marks_part_the_lyric_into_stanzas() -> None:
    stanzas = stanzas_of("one\n[Pre-Chorus]\ntwo words\n\n[Chorus 2]\n[Guitar solo]")

    assert [(s.kind, len(s.lines)) for s in stanzas] == [
        ("verse", 1),
        ("prechorus", 1),
        ("chorus", 0),
        ("solo", 0),
    ]
