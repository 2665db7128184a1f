"""Published songs, put there at once; what is counted, as rows tell it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import text

from shared.db import Sessions
from shared.domain.songs import SongMode, SongStatus
from shared.models.base import utc_now
from shared.models.category import SongCategory
from shared.models.song import Song
from shared.models.user import User


async def publish(
    sessions: Sessions,
    owner_id: UUID,
    title: str = "Untitled",
    *,
    categories: Sequence[str] = (),
    prompt: str = "",
    days_ago: float = 0,
    **facts: Any,
) -> UUID:
    """A ready song in the feed, unless ``facts`` say otherwise."""
    song = Song(
        **{
            "id": uuid4(),
            "owner_id": owner_id,
            "recipe": {},
            "status": SongStatus.READY,
            "mode": SongMode.DESCRIPTION,
            "title": title,
            "prompt": prompt,
            "lyrics": "",
            "full_described_song": "",
            "described_lyrics": "",
            "instrumental": False,
            "audio_duration": 30,
            "seed": 7,
            "published": True,
            "published_at": utc_now() - timedelta(days=days_ago),
            **facts,
        }
    )
    song.category_links = [
        SongCategory(song_id=song.id, category=name, position=position)
        for position, name in enumerate(categories)
    ]
    async with sessions.begin() as session:
        session.add(song)
    return song.id


async def somebody(sessions: Sessions, name: str = "Noor") -> UUID:
    person = User(email=f"{uuid4().hex}@example.org", name=name)
    async with sessions.begin() as session:
        session.add(person)
    return person.id


async def change(sessions: Sessions, statement: str, **facts: Any) -> None:
    async with sessions.begin() as session:
        await session.execute(text(statement), facts)


async def withdraw(sessions: Sessions, song_id: UUID) -> None:
    await change(
        sessions, "UPDATE songs SET published = false WHERE id = :id", id=song_id
    )


async def song_now(sessions: Sessions, song_id: UUID) -> Song:
    async with sessions() as session:
        return await session.get_one(Song, song_id)


async def published_at(sessions: Sessions, song_id: UUID) -> datetime | None:
    return (await song_now(sessions, song_id)).published_at


async def rows_in(sessions: Sessions, table: str) -> int:
    async with sessions() as session:
        counted = await session.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
        return int(counted.scalar_one())


async def titles(client: httpx.AsyncClient, path: str, **query: Any) -> list[str]:
    """Of all pages of a list, two songs a page."""
    found: list[str] = []
    cursor = None
    while True:
        asked = {"limit": 2, **query, **({"cursor": cursor} if cursor else {})}
        answer = await client.get(path, params=asked)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [song["title"] for song in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return found
        # A list that goes round in circles would never end.
        assert len(found) < 100
