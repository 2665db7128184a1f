"""Place and time to go as Temporal's own counts of the real queue have them."""

from collections.abc import Callable
from uuid import uuid4

import httpx
from temporalio.client import Client

from services.gateway.progress.crowds import Crowds
from services.gateway.progress.fleet import Fleet, FleetReport
from services.gateway.progress.glances import Glances
from services.gateway.progress.looking import Lookout
from services.gateway.progress.repository import Standing
from services.workflows.activities.songs import DatabaseSongActivities
from shared.db import Sessions
from shared.domain.lanes import SINGLES, Lane
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from tests.fakes.activities import FakeInference, FakeSongs
from tests.fakes.one_machine import OneMachine, ask, queued_in
from tests.fakes.workers import machine, workflows_worker
from tests.services.gateway import asking
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.following import read_events


async def reported(
    temporal: Client, says: Callable[[FleetReport], bool]
) -> FleetReport:
    """What the queue says, once it says so: Temporal counts every five seconds."""
    while True:
        report = await Fleet(temporal).report()
        if says(report):
            return report


def waiting(report: FleetReport) -> dict[int, int]:
    return {lane: count for lane, count in (report.tasks or {}).items() if count}


async def drain(temporal: Client) -> None:
    """Have the tasks dropped that ended workflows of other tests have left."""
    async with machine(temporal, FakeInference()):
        await reported(temporal, lambda report: not waiting(report))


async def test_temporal_counts_what_waits_in_each_lane_and_how_fast_songs_begin(
    temporal: Client, sessions: Sessions
) -> None:
    await drain(temporal)
    slow = OneMachine()
    song = Standing(
        song_id=uuid4(),
        owner_id=uuid4(),
        status=SongStatus.QUEUED,
        stage=None,
        created_at=utc_now(),
        lane=Lane.SINGLE,
        turn=1,
    )

    async with workflows_worker(temporal, FakeSongs()):
        await ask(temporal, uuid4(), SINGLES + 2)
        lanes = {Lane.SINGLE: SINGLES, Lane.BULK: 2}
        await reported(temporal, lambda report: waiting(report) == lanes)
        slow.may_go_on.set()
        async with slow.at_work(temporal):
            await reported(temporal, lambda report: report.begun_per_second > 0)
            fleet = Fleet(temporal)
            look = await Lookout(Glances(temporal), fleet, Crowds(sessions)).look(song)

    pace = (await fleet.report()).begun_per_second
    assert look.waiting_for is None
    assert look.eta_seconds == round(1 / pace)


async def test_people_are_told_their_turn_and_not_the_length_of_the_queue(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    temporal: Client,
    songs: DatabaseSongActivities,
) -> None:
    rui = await new_person()
    async with workflows_worker(temporal, songs):
        await asking.ask(rui, takes=4)
        bulk = await asking.ask(rui)
        one = await asking.ask(mara)
        lanes = [await queued_in(temporal, each["id"]) for each in (bulk, one)]
        ahead = [
            await first_heard(client, song["id"])
            for client, song in ((rui, bulk), (mara, one))
        ]

    assert lanes == [Lane.BULK, Lane.SINGLE]
    # All five single songs go before bulk; before Mara's one goes one of Rui's.
    assert ahead == [5, 1]


async def first_heard(client: httpx.AsyncClient, song_id: str) -> int:
    async with client.stream("GET", f"/api/songs/{song_id}/events") as answer:
        _, data, _ = await anext(read_events(answer))
    queue_ahead: int = data["queue_ahead"]
    return queue_ahead
