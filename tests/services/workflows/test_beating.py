"""A worker's beats: its silence is its death, and nothing else is."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput
from typing_extensions import override

from services.workflows.beating import Beating
from services.workflows.definitions.policies import NOTICE_OF_DEATH
from services.workflows.worker import create_worker
from tests.fakes.activities import FakeSongs

_HURRY = timedelta(milliseconds=1)


class Patient(ActivityInboundInterceptor):
    """An activity that ends when it has been heard, or when it is not to wait."""

    def __init__(self, heard: asyncio.Event) -> None:
        self._heard = heard

    @override
    async def execute_activity(self, input: ExecuteActivityInput) -> str:
        # Whoever else wants to do something has a turn.
        for _ in range(5):
            await asyncio.sleep(0)
        await self._heard.wait()
        return "done"


class Listening:
    """Temporal, as far as it hears beats; the activity ends after the third."""

    def __init__(self, notice: timedelta | None) -> None:
        self.beats = 0
        self.heard = asyncio.Event()
        self._environment = ActivityEnvironment()
        self._environment.info = replace(
            self._environment.info, heartbeat_timeout=notice
        )
        self._environment.on_heartbeat = self._hear

    async def run(self) -> str:
        inner = Beating(_HURRY).intercept_activity(Patient(self.heard))
        asked = ExecuteActivityInput(
            fn=lambda: None, args=[], executor=None, headers={}
        )
        # Its own coroutine: the environment starts it, as a worker would.
        result: str = await self._environment.run(inner.execute_activity, asked)
        return result

    def _hear(self, *_: object) -> None:
        self.beats += 1
        if self.beats == 3:
            self.heard.set()


async def test_who_waits_for_others_beats_until_the_end() -> None:
    # The loop is that of all tests: others' tasks go on.
    before = asyncio.all_tasks()
    listening = Listening(NOTICE_OF_DEATH)

    assert await asyncio.wait_for(listening.run(), 10) == "done"
    ended = await asyncio.gather(
        *(asyncio.all_tasks() - before), return_exceptions=True
    )

    assert all(isinstance(end, asyncio.CancelledError) for end in ended)
    assert listening.beats >= 3


@pytest.mark.parametrize("notice", [None, timedelta(minutes=1)])
async def test_nobody_beats_for_those_who_tell_how_far_they_are(
    notice: timedelta | None,
) -> None:
    listening = Listening(notice)
    listening.heard.set()

    assert await listening.run() == "done"
    assert listening.beats == 0


async def test_the_worker_beats(temporal: Client) -> None:
    worker = create_worker(temporal, [FakeSongs().reserve_credits])

    kinds = [type(each) for each in worker.config()["interceptors"]]
    assert Beating in kinds
