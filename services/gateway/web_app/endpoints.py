"""Public addresses of a song: the page that a link opens, and its sound."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.auth.caller import Visitor
from services.gateway.browser_safety import REACH
from services.gateway.dependencies import WebSettingsDep
from services.gateway.songs.presentation import PresenterDep
from services.gateway.songs.service import SongServiceDep
from services.gateway.web_app.sharing import MP3, NOT_TO_BE_FOUND, tags_of, title_of
from services.gateway.web_app.shell import shell
from shared.errors import NotFound
from shared.models.song import Song
from shared.models.song_object import SongObject

router = APIRouter(tags=["songs"])

_REDIRECT = HTTPStatus.TEMPORARY_REDIRECT


@router.api_route("/s/{song_id}", methods=["GET", "HEAD"], include_in_schema=False)
async def share_page(
    song_id: str, request: Request, songs: SongServiceDep, web: WebSettingsDep
) -> Response:
    """The web app's page; of a published song it says in its head what it is."""
    try:
        # Nobody in particular asks: what only its owner may see is not told.
        song = await songs.get(None, _id_in(song_id))
    except NotFound:
        return shell(request, status=HTTPStatus.NOT_FOUND, tags=NOT_TO_BE_FOUND)
    return shell(
        request,
        title=title_of(song),
        tags=tags_of(song, public_url=web.public_url),
    )


@router.head("/api/songs/{song_id}/audio.mp3", include_in_schema=False)
@router.get(
    "/api/songs/{song_id}/audio.mp3",
    status_code=_REDIRECT,
    response_class=RedirectResponse,
)
async def get_mp3(
    song_id: UUID, visitor: Visitor, songs: SongServiceDep, present: PresenterDep
) -> RedirectResponse:
    """A stable address of the sound: it leads to one that is good for some minutes."""
    song, mp3 = await songs.audio(visitor, song_id, name=MP3)
    if mp3 is None:
        raise NotFound("This song has no MP3.")
    return _lead(song, mp3, present)


def _lead(song: Song, stored: SongObject, present: PresenterDep) -> RedirectResponse:
    # Other sites may show what is published; what is not stays with its owner.
    reach = "cross-origin" if song.published else "same-origin"
    url, _ = present.link(stored)
    return RedirectResponse(url, _REDIRECT, headers={REACH: reach})


def _id_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("Song not found.") from None
