"""The fixed vocabulary of genres: a model may choose from it, never add to it."""

from collections.abc import Iterable
from typing import Final

CATEGORIES: Final = (
    "Acoustic",
    "Afrobeat",
    "Ambient",
    "Blues",
    "Bossa nova",
    "Cinematic",
    "Classical",
    "Country",
    "Dance",
    "Disco",
    "Drum and bass",
    "Dub",
    "Electronic",
    "Folk",
    "Funk",
    "Gospel",
    "Highlife",
    "Hip-hop",
    "House",
    "Indie",
    "Jazz",
    "Latin",
    "Lo-fi",
    "Metal",
    "Pop",
    "Punk",
    "R&B",
    "Reggae",
    "Rock",
    "Soul",
    "Synthwave",
    "Techno",
    "Trap",
    "Waltz",
    "World",
)
FALLBACK: Final = "Pop"
MOST = 5

_BY_KEY = {name.casefold(): name for name in CATEGORIES}


def known_categories(proposed: Iterable[str]) -> tuple[str, ...]:
    """Keep the known ones, once each and spelt as we do, at most five; never none."""
    found = (_BY_KEY.get(name.strip().casefold()) for name in proposed)
    kept = tuple(dict.fromkeys(name for name in found if name))[:MOST]
    return kept or (FALLBACK,)
