"""However many songs run, Temporal is asked about a few of them a second."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from temporalio.client import (
    Client,
    DescribeWorkflowInput,
    Interceptor,
    OutboundInterceptor,
    WorkflowExecutionDescription,
)
from typing_extensions import override

from services.gateway.progress.glances import Glances
from services.gateway.progress.repository import Standing
from shared.contracts.songs import workflow_id
from shared.domain.lanes import Lane
from shared.domain.songs import SongStage, SongStatus
from shared.models.base import utc_now


class Ear(Interceptor):
    """Hears which workflows are asked about."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    @override
    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:
        return _Listening(next, self.heard)


class _Listening(OutboundInterceptor):
    def __init__(self, next: OutboundInterceptor, heard: list[str]) -> None:
        super().__init__(next)
        self._heard = heard

    @override
    async def describe_workflow(
        self, input: DescribeWorkflowInput
    ) -> WorkflowExecutionDescription:
        self._heard.append(input.id)
        return await super().describe_workflow(input)


@contextmanager
def overheard(temporal: Client) -> Iterator[tuple[Client, list[str]]]:
    ear = Ear()
    config = temporal.config()
    config["interceptors"] = [ear]
    yield Client(**config), ear.heard


def running(number: int, *, turn: int = 1) -> Standing:
    """Somebody's song; those with a higher number were asked for later."""
    return Standing(
        song_id=uuid4(),
        owner_id=uuid4(),
        status=SongStatus.RUNNING,
        stage=SongStage.WRITING,
        created_at=utc_now() + timedelta(seconds=number),
        lane=Lane.SINGLE,
        turn=turn,
    )


async def test_those_whose_turn_is_next_are_looked_at_first(temporal: Client) -> None:
    songs = [running(number) for number in range(200)]
    later_turn = running(-1, turn=2)

    with overheard(temporal) as (client, heard):
        glances = Glances(client)
        seen = await asyncio.gather(*map(glances.at, [later_turn, *reversed(songs)]))

    assert len(heard) == 10
    assert {workflow_id(each.song_id) for each in songs[:5]} <= {*heard}
    # Of the others it is presumed; these are in no workflow, and wait for nobody.
    assert [each.waits_for_worker for each in seen].count(True) == 191


async def test_many_who_follow_one_song_cost_one_question(temporal: Client) -> None:
    song = running(1)

    with overheard(temporal) as (client, heard):
        glances = Glances(client)
        await asyncio.gather(*(glances.at(song) for _ in range(50)))

    assert heard == [workflow_id(song.song_id)]


async def test_each_song_has_its_turn(temporal: Client) -> None:
    songs = [running(number) for number in range(30)]

    with overheard(temporal) as (client, heard):
        glances = Glances(client)
        while len({*heard}) < len(songs):
            await asyncio.gather(*map(glances.at, songs))

    # Those that Temporal does not run at all do not wait: they are looked at first.
    assert len(heard) <= 100
