"""A song's cover at a stable address: small for a page, whole by a link to storage."""

from http import HTTPStatus
from typing import Annotated, Final, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BeforeValidator

from services.gateway.auth.caller import Visitor
from services.gateway.browser_safety import REACH
from services.gateway.covers.thumbnails import MEDIA_TYPE, Thumbnails, Width
from services.gateway.songs.presentation import PresenterDep
from services.gateway.songs.service import SongServiceDep
from services.gateway.tags import has
from shared.errors import NotFound
from shared.models.song import Song
from shared.models.song_object import COVER, SongObject

router = APIRouter(tags=["songs"])

# Private, for it may show what only its owner may see; a cover is never painted again.
_KEPT: Final = "private, max-age=86400, immutable"


async def get_thumbnails(request: Request) -> Thumbnails:
    return cast(Thumbnails, request.state.thumbnails)


# The words of an address are text, and no text is one of these numbers.
GivenWidth = Annotated[
    Annotated[Width, BeforeValidator(int)] | None, Query(description="Pixels across.")
]
ThumbnailsDep = Annotated[Thumbnails, Depends(get_thumbnails)]


@router.head("/api/songs/{song_id}/cover", include_in_schema=False)
@router.get(
    "/api/songs/{song_id}/cover",
    response_class=Response,
    responses={
        200: {
            "description": "The small picture.",
            "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        },
        304: {"description": "The one that you have."},
        307: {"description": "Where the whole picture is, good for some minutes."},
    },
)
async def get_cover(
    song_id: UUID,
    request: Request,
    visitor: Visitor,
    songs: SongServiceDep,
    present: PresenterDep,
    thumbnails: ThumbnailsDep,
    width: GivenWidth = None,
) -> Response:
    """The cover: ``width`` pixels across, or without one a link to the whole picture."""
    song = await songs.get(visitor, song_id)
    cover = song.object_named(COVER)
    if cover is None:
        raise NotFound("This song has no cover.")
    if width is None:
        url, _ = present.link(cover)
        reach = {REACH: _reach(song)}
        return RedirectResponse(url, HTTPStatus.TEMPORARY_REDIRECT, headers=reach)
    return await _small(song, cover, width, request, thumbnails)


async def _small(
    song: Song,
    cover: SongObject,
    width: Width,
    request: Request,
    thumbnails: Thumbnails,
) -> Response:
    tag = f'"{cover.sha256[:24]}-{width}"'
    headers = {"ETag": tag, "Cache-Control": _KEPT, REACH: _reach(song)}
    if has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    picture = await thumbnails.of(cover, width)
    return Response(picture, headers=headers, media_type=MEDIA_TYPE)


def _reach(song: Song) -> str:
    """Other sites may show what is published; what is not stays with its owner."""
    return "cross-origin" if song.published else "same-origin"
