"""Runs an errand: part by part, page by page, as far as one run goes."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import structlog

from services.workflows.upkeep.parts import Found, Page, Part
from shared.contracts.upkeep import ErrandReport

log: structlog.stdlib.BoundLogger = structlog.get_logger()

MOST_SEEN: Final = 20_000
"""By one run, more or less; the next one goes on where it stopped."""
_MOST_IDS: Final = 20


class Run:
    """One run over the parts of an errand."""

    def __init__(
        self, parts: Sequence[Part], *, apply: bool, most_seen: int = MOST_SEEN
    ) -> None:
        self._parts = parts
        self._apply = apply
        self._most_seen = most_seen
        self._seen = self._done = 0
        self._found: Counter[str] = Counter()
        self._ids: dict[str, list[str]] = {}

    async def go(
        self, after: str = "", *, tell: Callable[[str], None] = lambda _: None
    ) -> ErrandReport:
        """From ``after`` on; ``tell`` hears again and again how far it has come."""
        number, place = _read(after)
        while number < len(self._parts):
            here = _write(number, place)
            if self._seen >= self._most_seen:
                return self._report(after=here)
            page = await self._parts[number].find(place)
            await self._take(page, self._parts[number], partial(tell, here))
            tell(here)
            number, place = (number, page.after) if page.after else (number + 1, "")
        return self._report(after="")

    async def _take(self, page: Page, part: Part, beat: Callable[[], None]) -> None:
        self._seen += page.seen
        for found in page.found:
            self._note(found)
            if self._apply:
                done = await part.do(found, beat)
                self._done += done
                log.info("upkeep_done", kind=found.kind, id=found.id, count=done)
            beat()

    def _note(self, found: Found) -> None:
        self._found[found.kind] += found.count
        if found.id and sum(map(len, self._ids.values())) < _MOST_IDS:
            self._ids.setdefault(found.kind, []).append(found.id)

    def _report(self, *, after: str) -> ErrandReport:
        return ErrandReport(
            seen=self._seen,
            found=dict(self._found),
            done=self._done,
            ids=self._ids,
            after=after,
        )


def _write(number: int, place: str) -> str:
    return f"{number}:{place}" if number or place else ""


def _read(after: str) -> tuple[int, str]:
    """Which part, and where in it."""
    number, _, place = after.partition(":")
    return (int(number) if number else 0), place
