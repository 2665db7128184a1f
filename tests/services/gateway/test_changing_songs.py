"""Giving a song another title, and showing it to everybody."""

import asyncio
from datetime import datetime
from uuid import UUID

import httpx
import pytest
from temporalio.client import Client

from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.models.song import Song
from tests.fakes.activities import FakeInference, LateInference
from tests.fakes.workers import workers
from tests.services.gateway.asking import ask, assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.people import id_of
from tests.services.workflows.erasing import a_song


@pytest.fixture
async def ready(mara: httpx.AsyncClient, sessions: Sessions) -> str:
    """The address of a song of Mara's that can be heard."""
    return f"/api/songs/{await a_song(sessions, await id_of(mara))}"


async def published_at(sessions: Sessions, address: str) -> datetime | None:
    async with sessions() as session:
        song = await session.get_one(Song, UUID(address.rpartition("/")[2]))
    return song.published_at


@pytest.mark.parametrize(
    "title",
    ["Night Train", "<img src=x onerror=alert(1)>", "Łódź 🚂 | 100%", "x" * 120, "1"],
)
async def test_a_title_is_kept_as_the_text_it_is(
    mara: httpx.AsyncClient, ready: str, title: str
) -> None:
    answer = await mara.patch(ready, json={"title": f"  {title} "})

    assert answer.status_code == 200
    assert answer.json()["title"] == title
    assert (await mara.get(ready)).json()["title"] == title


@pytest.mark.parametrize(
    "title", ["", "   ", "x" * 121, "a\nb", "a\x00b", "a\u202eb", 7]
)
async def test_a_title_that_cannot_be_is_refused(
    mara: httpx.AsyncClient, ready: str, title: object
) -> None:
    before = (await mara.get(ready)).json()["title"]

    answer = await mara.patch(ready, json={"title": title})

    assert_problem(answer, 422, "invalid_request", field="title")
    assert (await mara.get(ready)).json()["title"] == before


@pytest.mark.parametrize(
    ("change", "field"),
    [({"published": "yes"}, "published"), ({"status": "ready"}, "status")],
)
async def test_what_may_not_be_changed_is_refused(
    mara: httpx.AsyncClient, ready: str, change: dict[str, object], field: str
) -> None:
    answer = await mara.patch(ready, json=change)

    assert_problem(answer, 422, "invalid_request", field=field)


async def test_what_is_left_out_stays_as_it_is(
    mara: httpx.AsyncClient, ready: str
) -> None:
    before = (await mara.get(ready)).json()

    answer = await mara.patch(ready, json={})

    assert answer.json() == before


async def test_a_published_song_is_everybodys_to_hear_until_it_is_taken_back(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, ready: str
) -> None:
    before = await nobody.get(ready)
    shown = await mara.patch(ready, json={"published": True})
    then = await nobody.get(ready)
    await mara.patch(ready, json={"published": False})
    after = await nobody.get(ready)

    assert shown.json()["published"] is True
    assert [each.status_code for each in (before, then, after)] == [404, 200, 404]


async def test_a_publication_has_the_moment_it_began(
    mara: httpx.AsyncClient, sessions: Sessions, ready: str
) -> None:
    async def after(*, published: bool) -> datetime | None:
        await mara.patch(ready, json={"published": published})
        return await published_at(sessions, ready)

    first, repeated = await after(published=True), await after(published=True)
    taken_back, second = await after(published=False), await after(published=True)

    assert first is not None
    assert repeated == first
    assert taken_back is None
    assert second is not None
    assert second > first


async def test_a_song_in_the_making_cannot_be_published(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    address = f"/api/songs/{(await ask(mara))['id']}"

    answer = await mara.patch(address, json={"title": "Other", "published": True})

    assert_problem(answer, 409, "song_not_ready")
    song = (await mara.get(address)).json()
    # All of a change, or nothing of it.
    assert (song["title"], song["published"]) == ("Untitled", False)
    assert await published_at(sessions, address) is None


async def test_nobody_changes_a_song_of_somebody_else(
    mara: httpx.AsyncClient, new_person: NewPerson, ready: str
) -> None:
    await mara.patch(ready, json={"published": True, "title": "Mine"})
    rui = await new_person()

    answer = await rui.patch(ready, json={"title": "Yours", "published": False})

    assert_problem(answer, 404, "not_found")
    song = (await mara.get(ready)).json()
    assert (song["title"], song["published"]) == ("Mine", True)


async def test_a_title_given_meanwhile_wins_over_the_one_that_is_written(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    inference = LateInference()
    async with workers(temporal, songs, inference):
        song = await ask(mara)
        await asyncio.to_thread(inference.started.wait)
        await mara.patch(f"/api/songs/{song['id']}", json={"title": "My Own"})
        inference.may_end.set()
        await temporal.get_workflow_handle(workflow_id(UUID(song["id"]))).result()

    done = (await mara.get(f"/api/songs/{song['id']}")).json()
    assert (done["status"], done["title"]) == ("ready", "My Own")


async def test_what_was_renamed_is_made_again_as_it_was_asked_for(
    mara: httpx.AsyncClient, temporal: Client, songs: DatabaseSongActivities
) -> None:
    song = await ask(mara)
    await mara.patch(f"/api/songs/{song['id']}", json={"title": "My Own"})
    again = await mara.post(f"/api/songs/{song['id']}/regenerate", json={})
    [copy] = again.json()["songs"]

    async with workers(temporal, songs, FakeInference()):
        await temporal.get_workflow_handle(workflow_id(UUID(copy["id"]))).result()

    title = (await mara.get(f"/api/songs/{copy['id']}")).json()["title"]
    assert title == "Night Train"
