"""How steps of a saga run: past a cancellation, or one beside another."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

from temporalio import workflow

T = TypeVar("T")
S = TypeVar("S")


def stop_if_cancelled() -> None:
    """Raise when the workflow was asked to stop, however its last step ended.

    An activity that is seen to end may end well: then its result hides the request.
    """
    if workflow.cancellation_reason() is not None:
        raise asyncio.CancelledError


async def unless_cancelled(step: Awaitable[T]) -> T:
    """A step's result, of use only while the workflow is still wanted."""
    result = await step
    stop_if_cancelled()
    return result


async def past_the_pivot(step: Coroutine[Any, Any, T]) -> T:
    """Finish a step that cannot be undone, even if a cancellation arrives meanwhile."""
    task = asyncio.create_task(step)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        return await task


async def side_by_side(
    main: Coroutine[Any, Any, T], side: Coroutine[Any, Any, S]
) -> tuple[T, S]:
    """Run both; when ``main`` ends badly, stop ``side`` and see it end before going on."""
    companion = asyncio.create_task(side)
    try:
        return await main, await companion
    finally:
        if not companion.done():
            companion.cancel()
            await workflow.wait([companion])
            # How it ended does not matter any more; asking keeps asyncio from wondering.
            _ = companion.cancelled() or companion.exception()
