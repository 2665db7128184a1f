"""Songs' events: how they go on, then the songs."""

from collections.abc import AsyncIterable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.gateway.auth.caller import SongReader, Visitor
from services.gateway.progress.following import FollowingDep
from services.gateway.progress.known import Known
from services.gateway.progress.schemas import (
    ProgressRead,
    SongGoneRead,
    SongProgressRead,
)
from services.gateway.progress.service import ProgressServiceDep
from services.gateway.songs.presentation import PresenterDep
from services.gateway.songs.schemas import SongRead
from services.gateway.songs.service import SongServiceDep
from shared.models.base import utc_now
from shared.models.song import Song

router = APIRouter(prefix="/api/songs", tags=["songs"])

LastEventId = Annotated[str | None, Header()]


async def require_visible(
    song_id: UUID, visitor: Visitor, songs: SongServiceDep
) -> None:
    """A stream's status is sent before its first event, so a 404 must come earlier."""
    await songs.get(visitor, song_id)


@router.get("/events", response_class=EventSourceResponse)
async def follow_songs(
    caller: SongReader,
    following: FollowingDep,
    songs: SongServiceDep,
    present: PresenterDep,
    last_event_id: LastEventId = None,
) -> AsyncIterable[SongProgressRead | SongRead | SongGoneRead]:
    """All my songs in one stream, those too that are asked for while it is open.

    ``progress`` of each unfinished song, ``done`` with a song when it ends, ``gone``
    when one is deleted before. It stays open; a client that comes back is told what
    ended while it was away, within an hour.
    """
    yield _comment("following")
    known = Known.of(last_event_id, now=utc_now())
    async for news in following.follow(caller.id, known):
        if isinstance(news, Song):
            shown = present.song(news, liked=await songs.liked(caller, [news]))
            yield _event("done", shown, name=known.name())
        elif isinstance(news, SongGoneRead):
            yield _event("gone", news, name=known.name())
        else:
            yield _event("progress", news, name=known.name())


@router.get(
    "/{song_id}/events",
    response_class=EventSourceResponse,
    dependencies=[Depends(require_visible)],
)
async def follow_song(
    song_id: UUID,
    visitor: Visitor,
    progress: ProgressServiceDep,
    present: PresenterDep,
    last_event_id: LastEventId = None,
) -> AsyncIterable[ProgressRead | SongRead]:
    """``progress`` events while it changes, then one ``done`` with the song."""
    told = last_event_id
    visitor_id = visitor.id if visitor else None
    async for song, now in progress.watch(song_id, visitor_id=visitor_id):
        if now is None:
            yield _event("done", present.song(song), name="done")
            return
        name = _name(now)
        if name != told:
            yield _event("progress", now, name=name)
            told = name


def _event(
    kind: str, data: ProgressRead | SongRead | SongGoneRead, *, name: str
) -> Any:
    # What an endpoint is said to yield is what its events carry: so clients know its shape.
    return ServerSentEvent(event=kind, data=data, id=name)


def _comment(words: str) -> Any:
    """Something to send at once, so that a browser knows that it is connected."""
    return ServerSentEvent(comment=words)


def _name(now: ProgressRead) -> str:
    """An event's id is what it says, so a client that returns is told only news."""
    return (
        f"{now.status}.{now.stage}.{now.step}.{now.steps}.{now.queue_ahead}"
        f".{now.waiting_for}"
    )
