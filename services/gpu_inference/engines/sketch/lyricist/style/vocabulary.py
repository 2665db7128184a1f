"""The names of genres and moods as flat vocabularies, built once."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.genres import GENRES
from services.gpu_inference.engines.sketch.lyricist.style.moods import MOODS


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",")]


GENRE_OF: Final[dict[str, str]] = {
    name: category for category, genre in GENRES.items() for name in _names(genre.names)
}
MOOD_OF: Final[dict[str, str]] = {
    name: family for family, mood in MOODS.items() for name in _names(mood.names)
}
GENRE_NAMES: Final = tuple(GENRE_OF)
MOOD_NAMES: Final = tuple(MOOD_OF)
