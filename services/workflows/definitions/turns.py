"""When a song's first work begins: bulk lets single songs go first, but not for ever."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from temporalio.exceptions import ActivityError, TimeoutType
from temporalio.exceptions import TimeoutError as TemporalTimeout

from services.workflows.definitions import policies

T = TypeVar("T")


async def begin_in_turn(
    begin: Callable[[policies.ActivityOptions], Awaitable[T]],
    options: policies.ActivityOptions,
    *,
    yield_seconds: float,
) -> T:
    """Wait behind single songs for so long; then, or with 0 at once, wait as one of them."""
    if yield_seconds > 0:
        try:
            return await begin(policies.yielding(options, yield_seconds))
        except ActivityError as error:
            if not _was_never_begun(error):
                raise
    return await begin(options)


def _was_never_begun(error: ActivityError) -> bool:
    cause = error.cause
    return (
        isinstance(cause, TemporalTimeout)
        and cause.type == TimeoutType.SCHEDULE_TO_START
    )
