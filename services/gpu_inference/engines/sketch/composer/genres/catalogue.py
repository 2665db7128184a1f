"""Every category of the product, and the style that plays it."""

from typing import Final

from services.gpu_inference.engines.sketch.composer.genres import (
    grooves,
    machines,
    songs,
)
from services.gpu_inference.engines.sketch.composer.genres.style import Style
from shared.domain.categories import FALLBACK

STYLES: Final[dict[str, Style]] = {
    **songs.STYLES,
    **grooves.STYLES,
    **machines.STYLES,
}


def style_of(categories: tuple[str, ...]) -> Style:
    """The first category is the genre."""
    return STYLES.get(categories[0] if categories else FALLBACK, STYLES[FALLBACK])
