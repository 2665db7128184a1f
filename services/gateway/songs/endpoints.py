"""Song endpoints: they translate HTTP and decide nothing."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Response

from services.gateway.auth.caller import SongReader, SongWriter, Visitor
from services.gateway.front import FrontDep
from services.gateway.songs.creation import SongCreationDep
from services.gateway.songs.filenames import audio_filename
from services.gateway.songs.finding import SongSort, SongWish
from services.gateway.songs.listing import SongListingDep
from services.gateway.songs.presentation import Presenter, PresenterDep
from services.gateway.songs.requests import (
    Regeneration,
    SongChange,
    SongCreate,
    Words,
)
from services.gateway.songs.schemas import (
    AudioFormat,
    AudioPending,
    AudioRead,
    SongCounts,
    SongPage,
    SongRead,
    SongsCreated,
    Waveform,
)
from services.gateway.songs.service import SongServiceDep
from shared.domain.songs import SongStatus
from shared.models.song import Song

router = APIRouter(prefix="/api/songs", tags=["songs"])

IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=255)
]


# A title of 120 characters may be part of it.
_LONGEST_CURSOR = 1000


async def get_song_wish(
    status: Annotated[list[SongStatus], Query(max_length=len(SongStatus))] = [],  # noqa: B006
    published: bool | None = None,
    sort: SongSort = SongSort.NEWEST,
    q: Annotated[Words, Query(max_length=100)] = "",
    parent: Annotated[
        UUID | None, Query(description="Only songs that were made from this one.")
    ] = None,
) -> SongWish:
    return SongWish(
        statuses=status, published=published, sort=sort, words=q, parent_id=parent
    )


@router.post("", status_code=HTTPStatus.ACCEPTED)
async def create_songs(
    body: SongCreate,
    response: Response,
    caller: SongWriter,
    creation: SongCreationDep,
    present: PresenterDep,
    idempotency_key: IdempotencyKey = None,
) -> SongsCreated:
    """Ask for songs. They are made later: follow their events, or read them again."""
    songs = await creation.create(caller, body, idempotency_key=idempotency_key)
    return _accepted(songs, response, present)


def _accepted(
    songs: Sequence[Song], response: Response, present: Presenter
) -> SongsCreated:
    if songs:
        response.headers["Location"] = f"/api/songs/{songs[0].id}"
    return SongsCreated(songs=[present.song(song) for song in songs])


@router.get("")
async def list_songs(
    caller: SongReader,
    songs: SongServiceDep,
    listing: SongListingDep,
    present: PresenterDep,
    wish: Annotated[SongWish, Depends(get_song_wish)],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=_LONGEST_CURSOR)] = None,
) -> SongPage:
    """My songs; ``q`` looks in titles and style tags, ``status`` may be repeated."""
    page = await listing.page(caller, wish, limit=limit, cursor=cursor)
    liked = await songs.liked(caller, [listed.song for listed in page.items])
    return SongPage(
        items=[present.listed(listed, liked=liked) for listed in page.items],
        next_cursor=page.next_cursor,
    )


# Before the address of one song, which would take its name for an id.
@router.get("/counts")
async def count_songs(caller: SongReader, listing: SongListingDep) -> SongCounts:
    """How many songs I have, by what has become of them."""
    return await listing.counts(caller)


@router.get("/{song_id}")
async def get_song(
    song_id: UUID, visitor: Visitor, songs: SongServiceDep, present: PresenterDep
) -> SongRead:
    """A song of mine, or one that its owner has published."""
    song, liked = await songs.look(visitor, song_id)
    return present.song(song, liked=liked)


@router.patch("/{song_id}")
async def change_song(
    song_id: UUID,
    body: SongChange,
    caller: SongWriter,
    songs: SongServiceDep,
    present: PresenterDep,
    front: FrontDep,
) -> SongRead:
    """Give a song another title, or show it to everybody, or no more."""
    song = await songs.change(caller, song_id, body)
    front.forget(song_id)
    return present.song(song, liked=await songs.liked(caller, [song]))


@router.delete("/{song_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete_song(
    song_id: UUID, caller: SongWriter, songs: SongServiceDep, front: FrontDep
) -> None:
    """Remove a song and all its files; one in the making ends, its credit comes back."""
    await songs.delete(caller, song_id)
    front.forget(song_id)


@router.post("/{song_id}/regenerate", status_code=HTTPStatus.ACCEPTED)
async def regenerate_song(
    song_id: UUID,
    body: Regeneration,
    response: Response,
    caller: SongWriter,
    creation: SongCreationDep,
    present: PresenterDep,
    idempotency_key: IdempotencyKey = None,
) -> SongsCreated:
    """Ask for a song of mine once more, with the same words and, if none is given, seed."""
    songs = await creation.regenerate(
        caller, song_id, seed=body.seed, idempotency_key=idempotency_key
    )
    return _accepted(songs, response, present)


@router.post("/{song_id}/cancel", status_code=HTTPStatus.ACCEPTED)
async def cancel_song(
    song_id: UUID, caller: SongWriter, songs: SongServiceDep, present: PresenterDep
) -> SongRead:
    """Stop a song that waits or runs; its credit comes back."""
    return present.song(await songs.cancel(caller, song_id))


@router.get(
    "/{song_id}/audio",
    response_model=AudioRead,
    responses={202: {"model": AudioPending}},
)
async def get_audio(
    song_id: UUID,
    response: Response,
    visitor: Visitor,
    songs: SongServiceDep,
    present: PresenterDep,
    format: AudioFormat = "mp3",  # noqa: A002 — the contract's name
    download: bool = False,
) -> AudioRead | Response:
    """Where to hear it. The first request for a WAV answers 202 until it is made."""
    song, stored = await songs.audio(visitor, song_id, name=format)
    response.headers["Cache-Control"] = "no-store"
    if stored is None:
        return Response(
            AudioPending(status="preparing").model_dump_json(),
            HTTPStatus.ACCEPTED,
            {"Retry-After": "2", "Cache-Control": "no-store"},
            "application/json",
        )
    name = audio_filename(song, format) if download else None
    url, expires_at = present.link(stored, download_name=name)
    return AudioRead(
        url=url, expires_at=expires_at, format=format, bytes=stored.size_bytes
    )


@router.get("/{song_id}/waveform")
async def get_waveform(
    song_id: UUID, visitor: Visitor, songs: SongServiceDep
) -> Waveform:
    song, peaks = await songs.peaks(visitor, song_id)
    return Waveform(peaks=[peak / 1000 for peak in peaks], duration=song.audio_duration)
