"""A later deadline for an answer that means to wait."""

import asyncio
from typing import Final

from fastapi import Request
from starlette.types import Scope

LONGEST_ANSWER_SECONDS: Final = 20.0
"""How long an answer may take that does not mean to wait."""

_LIMIT: Final = "musicgenerator.deadline"


def allow_more(scope: Scope, limit: asyncio.Timeout) -> None:
    """Let what answers this request put its own deadline off."""
    scope[_LIMIT] = limit


def take_longer(request: Request, *, seconds: float) -> None:
    """Wait for so long, and then answer in the usual time."""
    limit: asyncio.Timeout | None = request.scope.get(_LIMIT)
    if limit is not None:
        now = asyncio.get_running_loop().time()
        limit.reschedule(now + seconds + LONGEST_ANSWER_SECONDS)
