"""Everybody's unfinished songs, counted by lane out of real rows."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from services.gateway.progress.repository import StandingRepository
from shared.db import Sessions
from shared.domain.lanes import Lane
from shared.domain.songs import SongStage, SongStatus
from shared.models.base import utc_now
from shared.models.song import Song
from shared.song_workflows import BEHIND, request_of
from tests.services.gateway.asking import ask
from tests.services.gateway.people import id_of


async def a_song(
    client: httpx.AsyncClient,
    sessions: Sessions,
    *,
    behind: object,
    stage: SongStage | None = None,
    age: timedelta = timedelta(0),
    **facts: Any,
) -> Song:
    """A row of such an age, which says that it was asked for behind so many."""
    song_id = UUID((await ask(client))["id"])
    async with sessions.begin() as session:
        song = await session.get_one(Song, song_id)
        song.recipe = {**song.recipe, BEHIND: behind}
        song.created_at -= age
        if stage is not None:
            song.status, song.stage = SongStatus.RUNNING, stage
            song.started_at = utc_now() - age
        for name, value in facts.items():
            setattr(song, name, value)
    return song


async def test_songs_are_counted_by_lane_and_person(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    minute, long = timedelta(minutes=1), timedelta(hours=2)
    await a_song(mara, sessions, behind="many")
    await a_song(mara, sessions, behind=4, stage=SongStage.WRITING, age=minute)
    await a_song(mara, sessions, behind=4, stage=SongStage.WRITING, age=long)
    await a_song(mara, sessions, behind=9, stage=SongStage.COMPOSING, age=minute)
    await a_song(mara, sessions, behind=0, stage=SongStage.FINISHING, age=minute)
    await a_song(mara, sessions, behind=0, status=SongStatus.READY)

    async with sessions() as session:
        crowd = await StandingRepository(session).crowd()

    owner_id = await id_of(mara)
    assert crowd.songs == {
        # One whose row says nonsense, and bulk that has waited for two hours.
        Lane.SINGLE: {owner_id: 2},
        Lane.BULK: {owner_id: 1},
        Lane.COMPOSING: {owner_id: 1},
        Lane.FINISHING: {owner_id: 1},
    }
    assert {lane: count for lane, count in crowd.unseen.items() if count} == {
        Lane.SINGLE: 1
    }


async def test_a_song_knows_its_turn_among_its_owners(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    songs = [
        await a_song(mara, sessions, behind=behind, stage=stage)
        for behind, stage in (
            (0, SongStage.COMPOSING),
            (1, None),
            (2, SongStage.WRITING),
            (4, None),
            (5, None),
        )
    ]

    async with sessions() as session:
        standings = [await StandingRepository(session).one(song) for song in songs]

    assert [(each.lane, each.turn) for each in standings] == [
        (Lane.COMPOSING, 1),
        (Lane.SINGLE, 1),
        (Lane.SINGLE, 2),
        (Lane.BULK, 1),
        (Lane.BULK, 2),
    ]


async def test_who_is_behind_several_of_their_own_yields_and_nobody_else(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    songs = [
        await a_song(mara, sessions, behind=behind)
        for behind in (0, 3, 4, "many", None)
    ]

    yields = [request_of(song).yield_seconds for song in songs]

    assert yields == [0, 0, 3600, 0, 0]
