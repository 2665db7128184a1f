"""The statement of an account, as its owner reads it."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from services.workflows.activities.songs import DatabaseSongActivities
from shared.contracts.songs import (
    ComposeAudio,
    EndSong,
    EnterStage,
    FinishedSong,
    PaintCover,
    PublishSong,
    ReserveCredits,
)
from shared.db import Sessions
from shared.domain.orders import read_order
from shared.domain.songs import SongStage, SongStatus
from shared.ledger import Ledger
from shared.models.song import Song
from shared.orders import apply_order
from tests.fakes.activities import FakeInference, a_cover, a_file, a_sheet
from tests.fakes.polar_events import PACK_OF_25, PRODUCTS, an_order, refunded
from tests.services.gateway.asking import ask
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.selling import user_id


async def statement(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get("/api/credits/entries", params={"limit": 100})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def descriptions(client: httpx.AsyncClient) -> list[str]:
    return [item["description"] for item in await statement(client)]


async def reserved(
    client: httpx.AsyncClient, songs: DatabaseSongActivities, **changes: Any
) -> UUID:
    song_id = UUID((await ask(client, **changes))["id"])
    await songs.reserve_credits(
        ReserveCredits(song_id=song_id, owner_id=await user_id(client), amount=1)
    )
    return song_id


async def publish(songs: DatabaseSongActivities, song_id: UUID, owner_id: UUID) -> None:
    sheet = a_sheet()
    audio = FakeInference().compose_audio(
        ComposeAudio(song_id=song_id, sheet=sheet, audio_duration=30, seed=7)
    )
    cover = a_cover(PaintCover(song_id=song_id, sheet=sheet, seed=7))
    files = (audio.master, a_file(f"songs/{song_id}/audio.mp3", "audio/mpeg"))
    await songs.enter_stage(EnterStage(song_id=song_id, stage=SongStage.FINISHING))
    await songs.publish_song(
        PublishSong(
            song_id=song_id,
            owner_id=owner_id,
            sheet=sheet,
            audio=audio,
            finished=FinishedSong(audio=files, cover=cover),
        )
    )


async def end(songs: DatabaseSongActivities, song_id: UUID, owner_id: UUID) -> None:
    await songs.end_song(
        EndSong(
            song_id=song_id,
            owner_id=owner_id,
            status=SongStatus.FAILED,
            failure_code="timed_out",
            failure_message="It took too long.",
        )
    )


async def apply(sessions: Sessions, order: dict[str, Any]) -> None:
    async with sessions.begin() as session:
        await apply_order(session, read_order(order), may_grant=True, products=PRODUCTS)


async def test_a_statement_begins_with_the_starting_credits(
    mara: httpx.AsyncClient,
) -> None:
    (entry,) = await statement(mara)

    assert entry["description"] == "Starting credits"
    assert (entry["kind"], entry["amount"], entry["balance_after"]) == ("grant", 10, 10)
    assert entry["song_id"] is None
    assert entry["song_title"] is None
    assert entry["order_id"] is None


async def test_a_song_is_named_once_it_is_ready(
    mara: httpx.AsyncClient, songs: DatabaseSongActivities
) -> None:
    song_id = await reserved(mara, songs)
    before = await statement(mara)

    await publish(songs, song_id, await user_id(mara))

    assert before[0]["description"] == "Set aside for a song"
    assert before[0]["song_title"] is None
    after = await statement(mara)
    assert [entry["description"] for entry in after[:2]] == [
        "“Night Train” is ready",
        "Set aside for “Night Train”",
    ]
    assert {entry["song_title"] for entry in after[:2]} == {"Night Train"}
    assert {entry["song_id"] for entry in after[:2]} == {str(song_id)}


async def test_a_title_that_was_asked_for_names_the_song_from_the_start(
    mara: httpx.AsyncClient, songs: DatabaseSongActivities
) -> None:
    song_id = await reserved(mara, songs, title="Harbour at dawn")
    await end(songs, song_id, await user_id(mara))

    entries = await statement(mara)

    assert [entry["description"] for entry in entries[:2]] == [
        "“Harbour at dawn” was not made: given back",
        "Set aside for “Harbour at dawn”",
    ]
    assert {entry["song_title"] for entry in entries} == {None}


async def test_a_song_that_was_never_paid_for_gives_nothing_back(
    mara: httpx.AsyncClient, songs: DatabaseSongActivities
) -> None:
    song_id = UUID((await ask(mara))["id"])

    await end(songs, song_id, await user_id(mara))

    assert (await descriptions(mara))[0] == "A song was not made"


async def test_a_deleted_song_leaves_no_title_behind(
    mara: httpx.AsyncClient, songs: DatabaseSongActivities, sessions: Sessions
) -> None:
    song_id = await reserved(mara, songs, title="Harbour at dawn")
    await publish(songs, song_id, await user_id(mara))
    async with sessions.begin() as session:
        await session.delete(await session.get_one(Song, song_id))

    entries = await statement(mara)

    assert [entry["description"] for entry in entries[:2]] == [
        "A song is ready",
        "Set aside for a song",
    ]
    assert {entry["song_title"] for entry in entries} == {None}


async def test_what_was_bought_and_refunded_is_told_with_its_order(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    order = an_order(await user_id(mara), product_id=PACK_OF_25)

    await apply(sessions, order)
    await apply(sessions, refunded(order, 200))
    await apply(sessions, refunded(order, 210))

    entries = await statement(mara)
    assert [(entry["description"], entry["amount"]) for entry in entries[:3]] == [
        ("Refunded: 1 credit taken back", -1),
        ("Refunded: 10 credits taken back", -10),
        ("Bought 25 credits", 25),
    ]
    assert {entry["order_id"] for entry in entries[:3]} == {order["id"]}


async def test_a_song_of_another_is_not_named_even_by_an_entry_about_it(
    new_person: NewPerson, songs: DatabaseSongActivities, sessions: Sessions
) -> None:
    mara, theo = await new_person(), await new_person()
    theirs = UUID((await ask(theo, title="A secret"))["id"])

    async with sessions.begin() as session:
        await Ledger(session).reserve(await user_id(mara), 1, song_id=theirs)

    assert await descriptions(mara) == ["Set aside for a song", "Starting credits"]
    assert await descriptions(theo) == ["Starting credits"]


@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_pages_of_a_statement_hold_each_entry_once(
    mara: httpx.AsyncClient, songs: DatabaseSongActivities, limit: int
) -> None:
    for _ in range(2):
        await end(songs, await reserved(mara, songs), await user_id(mara))
    whole = await statement(mara)

    seen: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        params = httpx.QueryParams({"limit": limit})
        if cursor:
            params = params.set("cursor", cursor)
        page = (await mara.get("/api/credits/entries", params=params)).json()
        seen += page["items"]
        cursor = page["next_cursor"]

    assert seen == whole
