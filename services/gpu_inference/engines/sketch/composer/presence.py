"""Who is there: which bars of a section a layer of the band plays in."""

from dataclasses import replace
from typing import Final

from services.gpu_inference.engines.sketch.composer.genres.style import Layer
from services.gpu_inference.engines.sketch.composer.score import Section

_SMALL_BAND: Final = 0.36
"""The first layer plays at least from this energy on."""


def later(section: Section, *, by: int) -> Section:
    """The same section without its first ``by`` bars."""
    return replace(section, start_bar=section.start_bar + by, bars=section.bars - by)


def present(layer: Layer, section: Section, *, index: int) -> Section | None:
    """The part of a section that a layer plays in; None when it is silent.

    In an intro the band comes in one by one; in a verse whoever is nearly due joins
    half way; an outro sends them home again.
    """
    if section.kind == "intro" and index < 2:
        return later(
            section, by=min(index * 2, section.bars - 1) if section.bars > 3 else 0
        )
    if section.kind == "outro" and index < 2:
        return section
    if section.energy >= layer.leaves:
        return None
    if layer.enters <= max(section.energy, _SMALL_BAND if index == 0 else 0.0):
        return section
    nearly_due = layer.enters <= section.energy + 0.12
    if nearly_due and section.kind in {"verse", "bridge"} and section.bars >= 8:
        return later(section, by=section.bars // 2)
    return None
