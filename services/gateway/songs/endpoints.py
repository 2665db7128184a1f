"""Song endpoints: they translate HTTP and decide nothing."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response

from services.gateway.auth.caller import SongReader, SongWriter, Visitor
from services.gateway.songs.creation import SongCreationDep
from services.gateway.songs.filenames import audio_filename
from services.gateway.songs.presentation import PresenterDep
from services.gateway.songs.requests import SongCreate, Words
from services.gateway.songs.schemas import (
    AudioFormat,
    AudioPending,
    AudioRead,
    SongPage,
    SongRead,
    SongsCreated,
    Waveform,
)
from services.gateway.songs.service import SongServiceDep
from shared.domain.songs import SongStatus

router = APIRouter(prefix="/api/songs", tags=["songs"])

IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=255)
]


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
    if songs:
        response.headers["Location"] = f"/api/songs/{songs[0].id}"
    return SongsCreated(songs=[present.song(song) for song in songs])


@router.get("")
async def list_songs(
    caller: SongReader,
    songs: SongServiceDep,
    present: PresenterDep,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    status: SongStatus | None = None,
    q: Annotated[Words, Query(max_length=100)] = "",
) -> SongPage:
    """My songs, newest first; ``q`` looks in titles and style tags."""
    page = await songs.newest(
        caller, limit=limit, cursor=cursor, status=status, words=q
    )
    liked = await songs.liked(caller, page.items)
    return SongPage(
        items=[present.song(song, liked=liked) for song in page.items],
        next_cursor=page.next_cursor,
    )


@router.get("/{song_id}")
async def get_song(
    song_id: UUID, visitor: Visitor, songs: SongServiceDep, present: PresenterDep
) -> SongRead:
    """A song of mine, or one that its owner has published."""
    song = await songs.get(visitor, song_id)
    return present.song(song, liked=await songs.liked(visitor, [song]))


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
