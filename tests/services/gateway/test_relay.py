"""The relay: through any outage, but not past a bug."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import Client

from services.gateway.outages import Unavailable
from services.gateway.relay import Errand, relay
from shared.db import Sessions


class Outages:
    """An errand that meets these one after another, and is done after the last."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.done = asyncio.Event()

    async def __call__(self, _sessions: Sessions, _client: Client) -> int:
        if self._errors:
            raise self._errors.pop(0)
        self.done.set()
        return 0


@asynccontextmanager
async def relaying(
    sessions: Sessions, client: Client, *errands: Errand
) -> AsyncIterator[asyncio.Task[None]]:
    running = asyncio.create_task(
        relay(sessions, client, errands=errands, every_seconds=0.01)
    )
    yield running
    running.cancel()
    await asyncio.wait([running])


@pytest.mark.parametrize(
    "outage", [Unavailable(), PoolTimeout(), OperationalError("", {}, ValueError())]
)
async def test_an_outage_only_postpones(
    sessions: Sessions, temporal: Client, outage: Exception
) -> None:
    errand = Outages(outage, outage)

    async with relaying(sessions, temporal, errand) as running:
        await errand.done.wait()

        assert not running.done()


async def test_an_outage_of_one_errand_does_not_keep_the_next_waiting(
    sessions: Sessions, temporal: Client
) -> None:
    stuck, free = Outages(*[Unavailable() for _ in range(1000)]), Outages()

    async with relaying(sessions, temporal, stuck, free):
        await free.done.wait()

    assert not stuck.done.is_set()


async def test_a_bug_ends_it_loudly(sessions: Sessions, temporal: Client) -> None:
    async with relaying(sessions, temporal, Outages(KeyError("bug"))) as running:
        await asyncio.wait([running])

    with pytest.raises(KeyError):
        running.result()
