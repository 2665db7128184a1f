"""A song that nobody wants any more costs nothing and leaves nothing behind."""

import httpx

from tests.e2e.asking import ask, available, composing, ended
from tests.e2e.audit import broken_rules, ends_of, keys_of, settled
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until


async def test_a_song_cancelled_while_composing_leaves_nothing_behind(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    song = await ask(mara, audio_duration=240)
    await composing(mara, song)
    await until(
        lambda: keys_of(stack, song) == ["cover.png"],
        what="the cover is stored",
        within_seconds=20,
    )

    answer = await mara.post(f"/api/songs/{song['id']}/cancel")
    finished = await ended(mara, song, within_seconds=10)
    await settled(stack)

    assert answer.status_code == 202
    assert finished["status"] == "cancelled"
    assert keys_of(stack, song) == []
    assert ends_of(stack, song) == ["release"]
    assert await available(mara) == 10
    assert await broken_rules(stack) == []


async def test_after_a_cancelled_song_the_next_one_is_made(
    mara: httpx.AsyncClient,
) -> None:
    unwanted = await ask(mara, audio_duration=240)
    await composing(mara, unwanted)
    await mara.post(f"/api/songs/{unwanted['id']}/cancel")

    finished = await ended(mara, await ask(mara))

    assert finished["status"] == "ready"
    assert (await ended(mara, unwanted))["status"] == "cancelled"
    assert await available(mara) == 9
