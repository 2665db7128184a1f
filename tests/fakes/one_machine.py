"""A single machine with a single place, and the queue of songs before it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Event
from uuid import UUID

from temporalio import activity
from temporalio.client import Client
from typing_extensions import override

from shared.contracts.songs import (
    FinishedSong,
    FinishSong,
    GenerateSong,
    WriteSong,
    WrittenSong,
    workflow_id,
)
from shared.domain.lanes import BULK_PATIENCE, is_bulk
from tests.fakes.activities import FakeInference
from tests.fakes.workers import machine
from tests.services.workflows.starting import a_request, start


@dataclass
class OneMachine(FakeInference):
    """Makes a song after the other; the first it holds until it may go on."""

    has_begun: Event = field(default_factory=Event)
    may_go_on: Event = field(default_factory=Event)
    begun: list[UUID] = field(default_factory=list)
    made: list[UUID] = field(default_factory=list)

    @override
    @activity.defn
    def write_song(self, request: WriteSong) -> WrittenSong:
        self.begun.append(request.song_id)
        self.has_begun.set()
        while not self.may_go_on.wait(0.2):
            activity.heartbeat()
        return super().write_song(request)

    @override
    @activity.defn
    def finish_song(self, request: FinishSong) -> FinishedSong:
        self.made.append(request.song_id)
        return super().finish_song(request)

    @asynccontextmanager
    async def at_work(self, client: Client) -> AsyncIterator[None]:
        """From the moment that it holds its first song."""
        async with machine(client, self, places=1):
            await asyncio.to_thread(self.has_begun.wait)
            try:
                yield
            finally:
                self.may_go_on.set()


async def ask(
    client: Client, owner_id: UUID, songs: int, *, behind: int = 0
) -> Sequence[GenerateSong]:
    """So many songs of a person who waits for others, as the gateway would have them.

    All are in the machines' queue when this returns.
    """
    requests = [
        a_request(
            owner_id=owner_id,
            yield_seconds=BULK_PATIENCE.total_seconds() if is_bulk(number) else 0,
        )
        for number in range(behind, behind + songs)
    ]
    for request in requests:
        await start(client, request)
    for request in requests:
        await queued_in(client, request.song_id)
    return requests


async def queued_in(client: Client, song_id: UUID) -> int:
    """The priority of a song's first work, once it is in the machines' queue."""
    handle = client.get_workflow_handle(workflow_id(song_id))
    while True:
        description = (await handle.describe()).raw_description
        for each in description.pending_activities:
            if each.activity_type.name == FakeInference.write_song.__name__:
                return each.priority.priority_key
