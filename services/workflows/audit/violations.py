"""What an audit finds: a violation, and those that are only suspected as yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

from services.workflows.audit.invariants import Invariant

MOST_KEPT: Final = 10_000
"""Suspected ones: with a bucket emptied by accident, every song of a million is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    invariant: Invariant
    rule: str
    """Which part of the invariant; with the subjects it tells one from another."""
    subjects: tuple[str, ...]
    """Ids and keys, that by which it is looked up first. Never a secret."""
    sentence: str

    @property
    def identity(self) -> tuple[str, tuple[str, ...]]:
        return self.rule, self.subjects

    @override
    def __str__(self) -> str:
        return f"{self.invariant}: {self.sentence}"


class Suspects:
    """As many as memory is spent on; the others are counted."""

    def __init__(self, *, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: dict[tuple[str, tuple[str, ...]], Violation] = {}
        self.beyond = 0

    def add(self, suspect: Violation) -> None:
        if suspect in self or len(self._kept) < self._most:
            self._kept[suspect.identity] = suspect
        else:
            self.beyond += 1

    def of(self, rules: Sequence[str]) -> Sequence[Violation]:
        return [suspect for suspect in self if suspect.rule in rules]

    def __iter__(self) -> Iterator[Violation]:
        return iter(self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, violation: Violation) -> bool:
        return violation.identity in self._kept
