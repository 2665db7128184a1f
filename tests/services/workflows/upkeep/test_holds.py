"""Credits that are set aside for no living song."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from temporalio.client import Client

from services.workflows.upkeep.errands import Tools, parts_of
from services.workflows.upkeep.holds import oldest_hold
from services.workflows.upkeep.parts import Found
from shared.contracts.songs import deletion_workflow_id, workflow_id
from shared.contracts.upkeep import Errand, ErrandReport
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.domain.songs import SongStatus
from shared.ledger import AlreadyReleased, Ledger
from shared.models.base import utc_now
from tests.services.workflows.upkeep.leftovers import a_song, look, mend

HOLDS = Errand.HOLDS


async def reserve(sessions: Sessions, owner_id: UUID, song_id: UUID) -> None:
    async with sessions.begin() as session:
        await Ledger(session).reserve(owner_id, 1, song_id=song_id)


async def funds(sessions: Sessions, owner_id: UUID) -> Funds:
    async with sessions() as session:
        return await Ledger(session).funds(owner_id)


async def oldest(sessions: Sessions) -> datetime | None:
    async with sessions() as session:
        return await oldest_hold(session)


async def test_a_hold_without_a_song_is_found_told_and_freed_once(
    tools: Tools, mara: UUID
) -> None:
    song_id = uuid4()
    await reserve(tools.sessions, mara, song_id)

    told = await look(HOLDS, tools)
    untouched = await funds(tools.sessions, mara)
    report = await mend(HOLDS, tools)

    assert told.ids == {"hold_without_song": [str(song_id)]}
    assert untouched == Funds(balance=10, reserved=1)
    assert report.done == 1
    assert await funds(tools.sessions, mara) == Funds(balance=10, reserved=0)
    assert await mend(HOLDS, tools) == ErrandReport()
    with pytest.raises(AlreadyReleased):
        async with tools.sessions.begin() as session:
            await Ledger(session).capture(mara, song_id=song_id)


@pytest.mark.parametrize("status", [SongStatus.FAILED, SongStatus.CANCELLED])
async def test_so_is_one_of_a_song_that_has_ended(
    tools: Tools, mara: UUID, status: SongStatus
) -> None:
    await a_song(tools.sessions, mara, status=status, is_reserved=True)

    assert (await mend(HOLDS, tools)).done == 1
    assert await funds(tools.sessions, mara) == Funds(balance=10, reserved=0)


@pytest.mark.parametrize(
    "status", [SongStatus.QUEUED, SongStatus.RUNNING, SongStatus.READY]
)
async def test_one_of_a_living_song_is_left(
    tools: Tools, mara: UUID, status: SongStatus
) -> None:
    song_id = await a_song(tools.sessions, mara, status=status, is_reserved=True)
    loose_holds = parts_of(HOLDS, tools)[1]

    assert (await loose_holds.find("")).seen == 0
    found = Found(kind="hold_without_song", id=str(song_id))
    assert await loose_holds.do(found, lambda: None) == 0
    assert await funds(tools.sessions, mara) == Funds(balance=10, reserved=1)


async def test_one_that_a_deletion_has_taken_up_since_it_was_found_is_left_to_it(
    tools: Tools, mara: UUID, temporal: Client
) -> None:
    song_id = uuid4()
    await reserve(tools.sessions, mara, song_id)
    loose_holds = parts_of(HOLDS, tools)[1]
    [found] = (await loose_holds.find("")).found

    await temporal.start_workflow(
        "AnyWorkflow", id=deletion_workflow_id(song_id), task_queue="nobody's"
    )

    assert await loose_holds.do(found, lambda: None) == 0
    assert await funds(tools.sessions, mara) == Funds(balance=10, reserved=1)


@pytest.mark.parametrize("name_of", [deletion_workflow_id, workflow_id])
async def test_one_that_a_workflow_is_about_to_settle_is_left_to_it(
    tools: Tools, mara: UUID, temporal: Client, name_of: Callable[[UUID], str]
) -> None:
    song_id = uuid4()
    await reserve(tools.sessions, mara, song_id)
    await temporal.start_workflow(
        "AnyWorkflow", id=name_of(song_id), task_queue="nobody's"
    )

    assert (await mend(HOLDS, tools)).found == {}
    assert await funds(tools.sessions, mara) == Funds(balance=10, reserved=1)


async def test_one_of_this_moment_is_left(patient: Tools, mara: UUID) -> None:
    await reserve(patient.sessions, mara, uuid4())

    assert await mend(HOLDS, patient) == ErrandReport()


async def test_settled_ones_are_not_looked_at(tools: Tools, mara: UUID) -> None:
    taken, freed = uuid4(), uuid4()
    for song_id in (taken, freed, uuid4()):
        await reserve(tools.sessions, mara, song_id)
    async with tools.sessions.begin() as session:
        await Ledger(session).capture(mara, song_id=taken)
        await Ledger(session).release(mara, song_id=freed)

    report = await mend(HOLDS, tools)

    assert (report.seen, report.done) == (1, 1)
    assert await funds(tools.sessions, mara) == Funds(balance=9, reserved=0)


async def test_more_than_a_page_are_all_freed(tools: Tools, mara: UUID) -> None:
    async with tools.sessions.begin() as session:
        await Ledger(session).grant(mara, 200, key="more", note="")
        for _ in range(101):
            await Ledger(session).reserve(mara, 1, song_id=uuid4())

    report = await mend(HOLDS, tools)

    assert (report.seen, report.done) == (101, 101)
    assert (await funds(tools.sessions, mara)).reserved == 0


async def test_the_oldest_hold_is_known(tools: Tools, mara: UUID) -> None:
    assert await oldest(tools.sessions) is None
    before = utc_now()
    first, second = uuid4(), uuid4()
    await reserve(tools.sessions, mara, first)
    between = utc_now()
    await reserve(tools.sessions, mara, second)

    since = await oldest(tools.sessions)
    async with tools.sessions.begin() as session:
        await Ledger(session).release(mara, song_id=first)
    later = await oldest(tools.sessions)

    assert since
    assert later
    assert before <= since <= between <= later
