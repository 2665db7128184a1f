"""The original backend's four endpoints: they answer when the song is there."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import StreamingResponse

from services.gateway.compat.caller import KeyOwner
from services.gateway.compat.encoding import demo_of
from services.gateway.compat.requests import (
    DEMO,
    FromDescription,
    WithDescribedLyrics,
    WithLyrics,
)
from services.gateway.compat.schemas import Demo, SongKeys
from services.gateway.compat.service import CompatService, CompatServiceDep
from services.gateway.dependencies import WebSettingsDep
from services.gateway.patience import take_longer
from shared.models.user import User

IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=255)
]


async def wait_patiently(request: Request, settings: WebSettingsDep) -> None:
    take_longer(request, seconds=settings.answer_wait_seconds)


def get_scratch() -> Iterator[Path]:
    """A folder that lasts as long as the answer is being sent."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


Scratch = Annotated[Path, Depends(get_scratch)]

_WAITS: Final[dict[int | str, dict[str, Any]]] = {
    303: {"description": "It takes longer: the address in `Location` waits on."}
}

router = APIRouter(
    tags=["original endpoints"],
    dependencies=[Depends(wait_patiently)],
    responses=_WAITS,
)


@router.post("/generate_from_description", response_model=SongKeys)
async def generate_from_description(
    body: FromDescription,
    caller: KeyOwner,
    compat: CompatServiceDep,
    idempotency_key: IdempotencyKey = None,
) -> SongKeys | Response:
    """Make a song from what somebody says about it, and wait for it."""
    song_id = await compat.begin(caller, body.song(), idempotency_key=idempotency_key)
    return await _keys(compat, caller, song_id)


@router.post("/generate_with_lyrics", response_model=SongKeys)
async def generate_with_lyrics(
    body: WithLyrics,
    caller: KeyOwner,
    compat: CompatServiceDep,
    idempotency_key: IdempotencyKey = None,
) -> SongKeys | Response:
    """Make a song from style tags and lyrics, and wait for it."""
    song_id = await compat.begin(caller, body.song(), idempotency_key=idempotency_key)
    return await _keys(compat, caller, song_id)


@router.post("/generate_with_described_lyrics", response_model=SongKeys)
async def generate_with_described_lyrics(
    body: WithDescribedLyrics,
    caller: KeyOwner,
    compat: CompatServiceDep,
    idempotency_key: IdempotencyKey = None,
) -> SongKeys | Response:
    """Make a song from style tags and what its lyrics tell of, and wait for it."""
    song_id = await compat.begin(caller, body.song(), idempotency_key=idempotency_key)
    return await _keys(compat, caller, song_id)


@router.post("/generate", response_model=Demo)
async def generate_demo(
    caller: KeyOwner,
    compat: CompatServiceDep,
    scratch: Scratch,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Make a short song that is always the same request, and wait for its sound."""
    song_id = await compat.begin(caller, DEMO, idempotency_key=idempotency_key)
    return await _sound(compat, caller, song_id, scratch)


@router.get("/generate/results/{song_id}", response_model=SongKeys)
async def wait_for_song(
    song_id: UUID, caller: KeyOwner, compat: CompatServiceDep
) -> SongKeys | Response:
    """Wait on for a song of mine."""
    return await _keys(compat, caller, song_id)


@router.get("/generate/results/{song_id}/sound", response_model=Demo)
async def wait_for_sound(
    song_id: UUID, caller: KeyOwner, compat: CompatServiceDep, scratch: Scratch
) -> Response:
    """Wait on for the sound of a song of mine."""
    return await _sound(compat, caller, song_id, scratch)


async def _keys(
    compat: CompatService, caller: User, song_id: UUID
) -> SongKeys | Response:
    song = await compat.wait(caller, song_id)
    return SongKeys.of(song) if song else _waits_on(f"/generate/results/{song_id}")


async def _sound(
    compat: CompatService, caller: User, song_id: UUID, scratch: Path
) -> Response:
    song = await compat.wait(caller, song_id)
    if song is None:
        return _waits_on(f"/generate/results/{song_id}/sound")
    path = scratch / "song.wav"
    await compat.fetch_wav(song, path)
    return StreamingResponse(demo_of(path), media_type="application/json")


def _waits_on(address: str) -> Response:
    headers = {"Location": address, "Cache-Control": "no-store"}
    return Response(status_code=HTTPStatus.SEE_OTHER, headers=headers)
