"""The shape of a bank of verses: whole lines about one topic, and when to reach for it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class VerseBank:
    """Lines are templates: ``{a|b}`` is a choice, ``<thing>`` a slot, ``/`` ends a line."""

    nouns: str
    """Things that mean this topic, separated by spaces; plurals are understood."""
    words: str = ""
    """Verbs, adjectives and the rest that mean it too."""
    choruses: tuple[tuple[str, str], ...]
    """A title, and the four lines that sing it."""
    opens: tuple[str, ...]
    """Couplets that set the scene: a first verse."""
    turns: tuple[str, ...]
    """Couplets in which something changes: a later verse."""
    resolves: tuple[str, ...]
    """Couplets that let go: a bridge or an ending."""
