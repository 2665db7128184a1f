"""A bucket that is busy, or full: songs wait for it, and are not lost."""

from collections.abc import AsyncIterator
from http import HTTPStatus

import httpx
import pytest

from tests.e2e.asking import ask, available, ended, follow
from tests.e2e.audit import broken_rules
from tests.e2e.people import sign_up
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until
from tests.faults.links import Fault
from tests.faults.proxy import FaultProxy

_PATIENCE_SECONDS = 60.0
_TRIES = 3
"""So often the bucket says no before it is well again: it is asked anew each time."""


@pytest.fixture
async def mara(
    weathered: tuple[RunningStack, list[FaultProxy]],
) -> AsyncIterator[httpx.AsyncClient]:
    async with sign_up(weathered[0]) as client:
        yield client


@pytest.fixture
def bucket(weathered: tuple[RunningStack, list[FaultProxy]]) -> FaultProxy:
    [proxy] = [proxy for proxy in weathered[1] if proxy.name == "s3"]
    return proxy


async def has_said_no(bucket: FaultProxy, *, since: int) -> None:
    await until(
        lambda: bucket.refused - since >= _TRIES,
        what="the bucket was asked again and again",
        within_seconds=_PATIENCE_SECONDS,
    )


@pytest.mark.timeout(240)
@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.FULL])
async def test_a_song_waits_until_the_bucket_is_well(
    fault: Fault,
    weathered: tuple[RunningStack, list[FaultProxy]],
    mara: httpx.AsyncClient,
    bucket: FaultProxy,
) -> None:
    since = bucket.refused
    bucket.turn(fault)
    song = await ask(mara)
    await has_said_no(bucket, since=since)

    waiting = (await mara.get(f"/api/songs/{song['id']}")).json()
    bucket.turn(Fault.NONE)
    finished = await ended(mara, song, within_seconds=_PATIENCE_SECONDS)

    assert waiting["status"] == "running"
    assert finished["status"] == "ready", finished["failure"]
    assert await available(mara) == 9
    assert await broken_rules(weathered[0]) == []


@pytest.mark.timeout(240)
async def test_a_song_can_be_cancelled_while_the_bucket_is_busy(
    weathered: tuple[RunningStack, list[FaultProxy]],
    mara: httpx.AsyncClient,
    bucket: FaultProxy,
) -> None:
    since = bucket.refused
    bucket.turn(Fault.BUSY)
    song = await ask(mara)
    await has_said_no(bucket, since=since)

    answer = await mara.post(f"/api/songs/{song['id']}/cancel")
    events = await follow(mara, song)
    back = await available(mara)
    bucket.turn(Fault.NONE)

    assert answer.status_code == HTTPStatus.ACCEPTED
    assert events[-1][1]["status"] == "cancelled"
    assert back == 10
    assert await broken_rules(weathered[0]) == []


async def test_what_is_kept_is_heard_while_the_bucket_is_full(
    mara: httpx.AsyncClient, bucket: FaultProxy
) -> None:
    song = await ended(mara, await ask(mara))
    bucket.turn(Fault.FULL)

    link = (await mara.get(f"/api/songs/{song['id']}/audio")).json()
    cover = await mara.get(f"/api/songs/{song['id']}/cover", follow_redirects=True)
    async with httpx.AsyncClient(trust_env=False) as browser:
        sound = await browser.get(link["url"])
    ready = await mara.get("/readyz")
    bucket.turn(Fault.NONE)

    statuses = [each.status_code for each in (cover, sound, ready)]
    assert statuses == [HTTPStatus.OK] * 3
    assert len(sound.content) > 10_000
