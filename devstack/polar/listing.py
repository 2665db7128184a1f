"""Pages of a list, filtered and sorted as the vendor does."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Final

from fastapi import Query, Request

from devstack.polar.store import Document

_EVER: Final = datetime.min.replace(tzinfo=UTC)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Listing:
    """What every list of the vendor takes; a dependency of its endpoints."""

    def __init__(
        self,
        request: Request,
        page: Annotated[int, Query(gt=0)] = 1,
        limit: Annotated[int, Query(gt=0)] = 10,
        sorting: Annotated[list[str] | None, Query()] = None,
    ) -> None:
        self._query = request.query_params
        self._page = page
        self._limit = min(limit, 100)
        self._sorting = sorting or ["-created_at"]

    def of(
        self, documents: Iterable[Document], *, filters: Mapping[str, str]
    ) -> Document:
        """``filters``: what a query may ask for → where a document has it."""
        wanted = {
            field: asked
            for name, field in filters.items()
            if (asked := self._query.getlist(name))
        }
        found = [
            each
            for each in documents
            if all(_at(each, field) in values for field, values in wanted.items())
        ]
        for criterion in reversed(self._sorting):
            # Equal ones keep their order, newest first.
            found.sort(
                key=partial(_rank, field=criterion.removeprefix("-")),
                reverse=criterion.startswith("-"),
            )
        start = (self._page - 1) * self._limit
        return {
            "items": found[start : start + self._limit],
            "pagination": {
                "total_count": len(found),
                "max_page": -(-len(found) // self._limit),
            },
        }


def between(
    documents: Iterable[Document], *, after: datetime | None, before: datetime | None
) -> list[Document]:
    """Those created from ``after`` on and up to ``before``."""
    first = _utc(after) if after else _EVER
    last = _utc(before) if before else _NEVER
    return [
        each
        for each in documents
        if first <= datetime.fromisoformat(each["created_at"]) <= last
    ]


def _utc(when: datetime) -> datetime:
    """A time without a zone is meant as UTC."""
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _rank(document: Document, *, field: str) -> tuple[float, str]:
    """Numbers by their size, all else by its text."""
    value = document.get(field)
    return (value, "") if isinstance(value, int | float) else (0, str(value))


def _at(document: Document, field: str) -> str:
    found: object = document
    for name in field.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    # As it is written in a query: true, not True.
    return str(found).lower() if isinstance(found, bool) else str(found)
