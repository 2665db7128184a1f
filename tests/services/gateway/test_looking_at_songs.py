"""What a look at a person's songs costs, and how it tells that no machine is there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import event
from temporalio.client import Client
from temporalio.worker import Worker

from services.gateway.progress.admission import Admission
from services.gateway.progress.crowds import Crowds
from services.gateway.progress.fleet import Fleet
from services.gateway.progress.following import Following
from services.gateway.progress.glances import Glances
from services.gateway.progress.known import Known
from services.gateway.progress.looking import Lookout
from services.gateway.progress.repository import Standing
from services.gateway.progress.schemas import SongProgressRead
from services.gateway.progress.watch import Watch
from shared.db import Sessions
from shared.domain.lanes import Lane
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from tests.fakes.activities import FakeSongs
from tests.services.gateway.asking import ask
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.people import id_of


@asynccontextmanager
async def a_machine(temporal: Client, queue: str) -> AsyncIterator[None]:
    async with Worker(temporal, task_queue=queue, activities=[FakeSongs().enter_stage]):
        await _has_asked_for_work(temporal, queue)
        yield


async def _has_asked_for_work(temporal: Client, queue: str) -> None:
    while True:
        if not (await Fleet(temporal, queue=queue).report()).is_away:
            return
        # Its first question is on its way, in this same loop.
        await asyncio.sleep(0)


def a_standing(status: SongStatus) -> Standing:
    return Standing(
        song_id=uuid4(),
        owner_id=uuid4(),
        status=status,
        stage=None,
        created_at=utc_now(),
        lane=Lane.SINGLE,
        turn=1,
    )


async def test_a_song_that_waits_says_when_no_machine_is_there(
    temporal: Client, sessions: Sessions
) -> None:
    lookout = Lookout(
        Glances(temporal), Fleet(temporal, queue="nobody"), Crowds(sessions)
    )

    look = await lookout.look(a_standing(SongStatus.QUEUED))

    assert look.waiting_for == "worker"


async def test_a_song_that_waits_for_its_turn_does_not(
    temporal: Client, sessions: Sessions
) -> None:
    async with a_machine(temporal, "somebody"):
        fleet = Fleet(temporal, queue="somebody")
        lookout = Lookout(Glances(temporal), fleet, Crowds(sessions))
        look = await lookout.look(a_standing(SongStatus.QUEUED))

    assert look.waiting_for is None


async def test_a_song_that_runs_waits_for_nobody(
    temporal: Client, sessions: Sessions
) -> None:
    lookout = Lookout(
        Glances(temporal), Fleet(temporal, queue="nobody"), Crowds(sessions)
    )

    look = await lookout.look(a_standing(SongStatus.RUNNING))

    assert look.waiting_for is None


@pytest.fixture
def statements(sessions: Sessions) -> list[str]:
    """What is asked of the database from now on."""
    asked: list[str] = []

    @event.listens_for(sessions.kw["bind"].sync_engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    return asked


async def test_a_look_costs_one_query_however_many_people_follow(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    temporal: Client,
    sessions: Sessions,
    statements: list[str],
) -> None:
    people = [mara, await new_person()]
    lookout = Lookout(Glances(temporal), Fleet(temporal), Crowds(sessions))
    admission = Admission(lambda: asyncio.sleep(0, result=True))
    following = Following(Watch(sessions), lookout, admission)
    streams = []
    for person in people:
        await ask(person, takes=4)
        known = Known(newest=utc_now())
        streams.append(following.follow(await id_of(person), known))

    statements.clear()
    first = await asyncio.gather(*map(anext, streams))
    rest = [await anext(stream) for stream in streams for _ in range(3)]

    told = [*first, *rest]
    songs = {news.song_id for news in told if isinstance(news, SongProgressRead)}
    assert len(songs) == 8
    # Where songs stand, and how many of everybody's there are.
    assert len([each for each in statements if "FROM songs" in each]) == 2
    assert len(statements) == 2
