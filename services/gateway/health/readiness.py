"""Whether what the gateway needs answers: asked at most every two seconds, for one."""

import asyncio
import time
from collections.abc import Coroutine

from botocore.exceptions import BotoCoreError, ClientError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from temporalio.client import Client
from temporalio.service import RPCError

from shared.db import Sessions
from shared.storage import ObjectStorage

_LIMIT_SECONDS = 1.0
_FRESH_SECONDS = 2.0

_OUTAGES = (
    SQLAlchemyError,
    RPCError,
    RuntimeError,
    BotoCoreError,
    ClientError,
    OSError,
    TimeoutError,
)


class Readiness:
    def __init__(
        self, sessions: Sessions, temporal: Client, storage: ObjectStorage
    ) -> None:
        self._sessions = sessions
        self._temporal = temporal
        self._storage = storage
        self._missing: list[str] = []
        self._asked_at = -_FRESH_SECONDS
        self._asking = asyncio.Lock()

    async def missing(self) -> list[str]:
        """The names of what does not answer; empty when all is well."""
        async with self._asking:
            if time.monotonic() - self._asked_at >= _FRESH_SECONDS:
                self._missing = await self._ask()
                self._asked_at = time.monotonic()
        return self._missing

    async def _ask(self) -> list[str]:
        names = ("postgres", "temporal", "storage")
        answers = await asyncio.gather(
            _answers(self._ask_postgres()),
            _answers(self._ask_temporal()),
            _answers(asyncio.to_thread(self._storage.check)),
        )
        return [name for name, well in zip(names, answers, strict=True) if not well]

    async def _ask_temporal(self) -> None:
        await self._temporal.service_client.check_health()

    async def _ask_postgres(self) -> None:
        async with self._sessions() as session:
            await session.execute(text("SELECT 1"))


async def _answers(question: Coroutine[None, None, object]) -> bool:
    """Whether an answer came in time; a question that hangs is not waited for."""
    asking = asyncio.create_task(question)
    await asyncio.wait([asking], timeout=_LIMIT_SECONDS)
    if not asking.done():
        asking.cancel()
        # Ending it may take longer than the limit: let that happen unseen.
        asking.add_done_callback(_forget)
        return False
    error = asking.exception()
    if error is not None and not isinstance(error, _OUTAGES):
        raise error
    return error is None


def _forget(asking: asyncio.Task[object]) -> None:
    if not asking.cancelled():
        asking.exception()
