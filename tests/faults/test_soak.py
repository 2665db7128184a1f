"""A short storm over a whole stack; `python -m bench.storm` is the long one."""

import pytest

from tests.e2e.stack import RunningStack
from tests.faults.links import Fault
from tests.faults.proxy import FaultProxy
from tests.faults.soak import BEHIND_PROXIES, soak
from tests.faults.weather import FAULTS

_SEED = 20
_SONGS = 10
_FAULT_SECONDS = 1.0
# Each fault strikes each server once.
_SECONDS = _FAULT_SECONDS * len(FAULTS) * len(BEHIND_PROXIES)


@pytest.mark.timeout(300)
async def test_no_song_and_no_credit_is_lost_in_a_storm(
    weathered: tuple[RunningStack, list[FaultProxy]],
) -> None:
    stack, proxies = weathered
    soaked = await soak(
        stack,
        proxies,
        songs=_SONGS,
        users=3,
        seconds=_SECONDS,
        fault_seconds=_FAULT_SECONDS,
        seed=_SEED,
        # Captured, and shown when the test fails.
        tell=print,
    )

    assert soaked.broken == []
    assert soaked.ends.total() == _SONGS
    # It was a storm: every server was struck, and clients felt it.
    assert {name for name, _ in soaked.faults} == set(BEHIND_PROXIES)
    assert Fault.NONE not in {fault for _, fault in soaked.faults}
    assert soaked.told.repeated > 0
