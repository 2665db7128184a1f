"""Every category of the product, and the style that plays it."""

from typing import Final

from services.gpu_inference.engines.sketch.composer.genres import (
    atlantic,
    bands,
    beats,
    club,
    concert,
    porch,
    soul,
)
from services.gpu_inference.engines.sketch.composer.genres.style import Style
from shared.domain.categories import FALLBACK

STYLES: Final[dict[str, Style]] = {
    **bands.STYLES,
    **porch.STYLES,
    **concert.STYLES,
    **soul.STYLES,
    **atlantic.STYLES,
    **club.STYLES,
    **beats.STYLES,
}


def style_of(categories: tuple[str, ...]) -> Style:
    """The first category is the genre."""
    return STYLES.get(categories[0] if categories else FALLBACK, STYLES[FALLBACK])
