"""Style tags: a comma-separated line, without blanks, repetitions and mere punctuation."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from services.gpu_inference.engines.studio.writer.words import one_line
from shared.domain.limits import LONGEST_PROMPT

_SAYING: Final = "LNS"
"""Initials of Unicode's categories: letters, numbers, and symbols such as emoji."""


def joined_tags(tags: Iterable[str]) -> str:
    """Those that say something, once each, as many as fit into a prompt."""
    kept: dict[str, str] = {}
    length = 0
    for part in (part for tag in tags for part in tag.split(",")):
        tag = one_line(part)
        added = len(tag) + (len(", ") if kept else 0)
        if not _says_something(tag) or tag.casefold() in kept:
            continue
        if length + added > LONGEST_PROMPT:
            break
        kept[tag.casefold()] = tag
        length += added
    return ", ".join(kept.values())


def given_tags(prompt: str) -> str:
    """A person's own line as it is; only where parts of it are empty, without those."""
    parts = prompt.split(",")
    if all(_says_something(part) for part in parts):
        return prompt.strip()[:LONGEST_PROMPT].rstrip()
    return joined_tags(parts)


def has_tags(prompt: str) -> bool:
    return bool(given_tags(prompt))


def _says_something(tag: str) -> bool:
    return any(unicodedata.category(character)[0] in _SAYING for character in tag)
