"""A song's events: how it goes on, then the song."""

from collections.abc import AsyncIterable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.gateway.auth.caller import Visitor
from services.gateway.progress.schemas import ProgressRead
from services.gateway.progress.service import ProgressServiceDep
from services.gateway.songs.presentation import PresenterDep
from services.gateway.songs.service import SongServiceDep
from shared.domain.songs import UNFINISHED

router = APIRouter(prefix="/api/songs", tags=["songs"])


async def require_visible(
    song_id: UUID, visitor: Visitor, songs: SongServiceDep
) -> None:
    """A stream's status is sent before its first event, so a 404 must come earlier."""
    await songs.get(visitor, song_id)


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
    last_event_id: Annotated[str | None, Header()] = None,
) -> AsyncIterable[ServerSentEvent]:
    """``progress`` events while it changes, then one ``done`` with the song."""
    told = last_event_id
    visitor_id = visitor.id if visitor else None
    async for song, now in progress.watch(song_id, visitor_id=visitor_id):
        if song.status not in UNFINISHED:
            yield ServerSentEvent(event="done", data=present.song(song), id="done")
            return
        name = _name(now)
        if name != told:
            yield ServerSentEvent(event="progress", data=now, id=name)
            told = name


def _name(now: ProgressRead) -> str:
    """An event's id is what it says, so a client that returns is told only news."""
    return f"{now.status}.{now.stage}.{now.step}.{now.steps}.{now.queue_ahead}"
