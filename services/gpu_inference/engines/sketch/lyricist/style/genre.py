"""What we know of a genre: its names, its pace and what it is played on."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Genre:
    names: str
    """What people call it, separated by commas; spaces and hyphens are the same."""
    bpm: tuple[int, int]
    minor_share: float
    """How many of its songs are in a minor key."""
    instruments: tuple[str, ...]
    moods: tuple[str, ...]
    near: str
    """The category it is most often filed under besides its own."""


def genre(
    names: str,
    bpm: tuple[int, int],
    minor_share: float,
    *,
    instruments: str,
    moods: str,
    near: str,
) -> Genre:
    return Genre(
        names=names,
        bpm=bpm,
        minor_share=minor_share,
        instruments=tuple(instruments.split(", ")),
        moods=tuple(moods.split(", ")),
        near=near,
    )
