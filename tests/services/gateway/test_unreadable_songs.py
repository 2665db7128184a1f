"""A song whose row cannot be turned into a request: it harms nobody else, and can be left."""

from uuid import UUID

import httpx
import pytest
from structlog.testing import capture_logs
from temporalio.client import Client
from temporalio.service import RPCError

from services.gateway.songs.relay import start_stranded
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.models.song import Song
from tests.services.gateway.asking import assert_problem
from tests.services.workflows.upkeep.leftovers import a_song


@pytest.fixture
async def unreadable(mara: httpx.AsyncClient, sessions: Sessions) -> UUID:
    """One of hers that waits for its workflow."""
    mara_id = UUID((await mara.get("/api/auth/me")).json()["id"])
    return await a_song(sessions, mara_id, recipe={"mode": "opera"})


async def test_the_relay_tells_it_and_starts_the_next_one(
    mara: httpx.AsyncClient, sessions: Sessions, temporal: Client, unreadable: UUID
) -> None:
    async with sessions() as session:
        owner_id = (await session.get_one(Song, unreadable)).owner_id
    readable = await a_song(sessions, owner_id)

    with capture_logs() as logs:
        await start_stranded(sessions, temporal)

    assert ("song_unstartable", str(unreadable), "mode") in [
        (line["event"], line.get("song_id"), line.get("part")) for line in logs
    ]
    await temporal.get_workflow_handle(workflow_id(readable)).describe()
    with pytest.raises(RPCError):
        await temporal.get_workflow_handle(workflow_id(unreadable)).describe()


async def test_it_can_be_cancelled_and_deleted(
    mara: httpx.AsyncClient, sessions: Sessions, unreadable: UUID
) -> None:
    cancelled = await mara.post(f"/api/songs/{unreadable}/cancel")
    async with sessions() as session:
        song = await session.get_one(Song, unreadable)
    deleted = await mara.delete(f"/api/songs/{unreadable}")

    assert cancelled.status_code == 202
    assert song.cancel_requested_at is not None
    assert deleted.status_code == 204


async def test_it_cannot_be_asked_for_once_more(
    mara: httpx.AsyncClient, unreadable: UUID
) -> None:
    answer = await mara.post(f"/api/songs/{unreadable}/regenerate", json={})

    assert_problem(answer, 409, "unusable_recipe")
    assert "opera" not in answer.text
