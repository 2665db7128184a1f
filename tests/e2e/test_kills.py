"""Any process may be killed while a song is made: the song ends well, and costs one credit."""

import httpx
import pytest

from tests.devstack.programs import all_gone
from tests.e2e.asking import ask, available, composing, ended
from tests.e2e.audit import broken_rules, ends_of
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until

_LONG_SECONDS = 60
"""A song that is not composed before the test can strike."""
_BACK_SECONDS = 60.0
_END_SECONDS = 90.0


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "name",
    [
        *("gateway", "workflow-worker", "inference-worker"),
        *("postgres", "s3", "temporal"),
    ],
)
async def test_a_song_survives_the_death_of(
    name: str, stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    song = await ask(mara, audio_duration=_LONG_SECONDS)
    await composing(mara, song)
    heard = len(stack.said())

    stack.kill(name)
    finished = await ended(mara, song, within_seconds=_END_SECONDS)

    await until(
        lambda: f"{name}: ready" in stack.said()[heard:],
        what=f"{name} is back",
        within_seconds=_BACK_SECONDS,
    )
    assert f"{name}: ended with signal 9" in stack.said()[heard:]
    assert finished["status"] == "ready", finished["failure"]
    assert ends_of(stack, song) == ["capture"]
    assert await available(mara) == 9
    assert await broken_rules(stack) == []


@pytest.mark.timeout(240)
async def test_a_song_goes_on_when_the_whole_stack_crashed_and_is_started_again(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    song = await ask(mara, audio_duration=_LONG_SECONDS)
    await composing(mara, song)

    family = stack.crash()
    stack.start()
    finished = await ended(mara, song, within_seconds=_END_SECONDS)

    assert all_gone(family)
    assert finished["status"] == "ready", finished["failure"]
    assert ends_of(stack, song) == ["capture"]
    assert await available(mara) == 9
    assert await broken_rules(stack) == []
