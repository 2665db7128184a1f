"""Whoever asks for one song does not wait for others' many: the real server's order."""

from uuid import uuid4

import pytest
from temporalio.client import Client

from shared.contracts.activities import InferenceActivities
from shared.contracts.songs import GenerateSong, workflow_id
from shared.domain.lanes import SINGLES, Lane
from tests.fakes.activities import FakeSongs
from tests.fakes.one_machine import OneMachine, ask, queued_in
from tests.fakes.workers import workflows_worker
from tests.services.workflows.starting import a_request, start


async def made(temporal: Client, request: GenerateSong) -> None:
    await temporal.get_workflow_handle(workflow_id(request.song_id)).result()


# ``python -m bench.fairness`` does it with five hundred songs.
@pytest.mark.parametrize(
    ("people", "songs", "behind"),
    [(1, 12, 0), (20, 1, SINGLES)],
    ids=["one-with-many-songs", "twenty-with-bulk"],
)
async def test_one_song_waits_for_two_of_others_at_most(
    temporal: Client, people: int, songs: int, behind: int
) -> None:
    machine = OneMachine()

    async with workflows_worker(temporal, FakeSongs()):
        for _ in range(people):
            await ask(temporal, uuid4(), songs, behind=behind)
        async with machine.at_work(temporal):
            [one] = await ask(temporal, uuid4(), 1)
            machine.may_go_on.set()
            await made(temporal, one)

    assert machine.made.index(one.song_id) <= 2


async def test_people_take_turns_however_many_songs_each_has(temporal: Client) -> None:
    machine = OneMachine()
    people = [uuid4() for _ in range(4)]

    async with workflows_worker(temporal, FakeSongs()):
        requests = [each for owner in people for each in await ask(temporal, owner, 3)]
        machine.may_go_on.set()
        async with machine.at_work(temporal):
            for request in requests:
                await made(temporal, request)

    owner_of = {request.song_id: request.owner_id for request in requests}
    begun = [owner_of[song_id] for song_id in machine.begun]
    rounds = [set(begun[at : at + 4]) for at in (0, 4, 8)]
    assert rounds == [set(people)] * 3


async def test_bulk_that_has_waited_long_takes_its_turn_among_single_songs(
    temporal: Client,
) -> None:
    machine = OneMachine()
    bulk = a_request(yield_seconds=0.5)

    async with workflows_worker(temporal, FakeSongs()):
        await ask(temporal, uuid4(), 1)
        async with machine.at_work(temporal):
            handle = await start(temporal, bulk)
            while await queued_in(temporal, bulk.song_id) != Lane.SINGLE:
                pass
            machine.may_go_on.set()
            await handle.result()
        history = await handle.fetch_history()

    scheduled = [
        event.activity_task_scheduled_event_attributes for event in history.events
    ]
    lanes = [
        each.priority.priority_key
        for each in scheduled
        if each.activity_type.name == InferenceActivities.write_song.__name__
    ]
    assert lanes == [Lane.BULK, Lane.SINGLE]
    assert machine.begun.count(bulk.song_id) == 1
