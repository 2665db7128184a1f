"""Which part of a list is asked for, alike for all lists of published songs."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    limit: int
    cursor: str | None


async def get_part(
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> _Part:
    return _Part(limit=limit, cursor=cursor)


Part = Annotated[_Part, Depends(get_part)]
