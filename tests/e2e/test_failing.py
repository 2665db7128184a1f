"""A song that cannot be made is told so, costs nothing and leaves nothing behind."""

import httpx
import pytest

from tests.e2e.asking import ask, available, composing, ended
from tests.e2e.audit import broken_rules, ends_of, keys_of, settled
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

_LONG_SECONDS = 240
_GIVE_UP_SECONDS = 90.0


@pytest.mark.timeout(180)
async def test_a_song_whose_engine_dies_at_every_try_gives_its_credit_back(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    song = await ask(mara, audio_duration=_LONG_SECONDS)
    await composing(mara, song)

    async def is_given_up() -> bool:
        stack.kill_engines()
        answer = await mara.get(f"/api/songs/{song['id']}")
        return bool(answer.raise_for_status().json()["status"] != "running")

    await until_true(
        is_given_up, what="the song is given up", within_seconds=_GIVE_UP_SECONDS
    )
    finished = await ended(mara, song)
    await settled(stack)

    assert finished["status"] == "failed"
    assert finished["failure"]["code"] == "engine_crashed"
    assert finished["failure"]["message"]
    assert keys_of(stack, song) == []
    assert ends_of(stack, song) == ["release"]
    assert await available(mara) == 10
    assert await broken_rules(stack) == []


async def test_after_a_failed_song_the_next_one_is_made(
    mara: httpx.AsyncClient,
) -> None:
    finished = await ended(mara, await ask(mara))

    assert finished["status"] == "ready"
    assert await available(mara) == 9
