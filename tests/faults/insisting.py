"""A client that asks for one song until it has an answer, as a good client does."""

from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final

import httpx

from tests.e2e.asking import DESCRIPTION
from tests.e2e.waiting import until_true

_REQUEST: Final = {**DESCRIPTION, "audio_duration": 5}


async def accepted(
    client: httpx.AsyncClient, *, key: str, within_seconds: float
) -> dict[str, Any]:
    """The song, from the first answer that is neither an outage nor cut off."""
    songs: list[dict[str, Any]] = []

    async def is_accepted() -> bool:
        with suppress(httpx.TransportError):
            answer = await client.post(
                "/api/songs", json=_REQUEST, headers={"Idempotency-Key": key}
            )
            if not _is_to_be_repeated(answer):
                assert answer.status_code == HTTPStatus.ACCEPTED, answer.text
                songs.extend(answer.json()["songs"])
        return bool(songs)

    await until_true(
        is_accepted, what="the request is answered", within_seconds=within_seconds
    )
    [song] = songs
    return song


def _is_to_be_repeated(answer: httpx.Response) -> bool:
    """An outage, or the first try is still being answered."""
    return answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE or (
        answer.status_code == HTTPStatus.CONFLICT
        and answer.json()["code"] == "request_in_flight"
    )
