"""Does a gateway or a workflow worker grow while it is used?

Run as ``python -m bench.soak --minutes 30``: reads, songs with an engine that does nothing,
deliveries and event streams that come and go, before real servers. Every half minute the
memory of both processes is read. The table shows each minute; from the fifth minute to the
end it should grow by less than 5 %.
"""

import argparse
import asyncio
import secrets
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.load.figures import beside, table, tell, verdict
from bench.load.mixture import Mixture
from bench.load.people import sign_in
from bench.load.sending import browser, events_of
from bench.load.servers import Ground, Process, ground, shop_settings
from shared.settings import TemporalSettings
from shared.temporal import connect
from tests.fakes.activities import FakeInference
from tests.fakes.workers import machine

_AIM: Final = 0.05
_PEOPLE: Final = 100
_ORDERS: Final = 500
_EVERY_SECONDS: Final = 30.0
_FROM_SECONDS: Final = 300.0
_RATES: Final = {"reads": 10.0, "songs": 0.5, "deliveries": 2.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    seconds: float
    gateway: int
    """Bytes."""
    worker: int
    answered: int


async def watch(
    mixture: Mixture, gateway: Process, worker: Process, *, seconds: float
) -> Sequence[Sample]:
    samples, started = [], time.monotonic()
    while (passed := time.monotonic() - started) < seconds + 1:
        samples.append(
            Sample(
                seconds=passed,
                gateway=gateway.rss(),
                worker=worker.rss(),
                answered=mixture.answers.total(),
            )
        )
        tell(f"{samples[-1]} {dict(mixture.answers)}")
        await asyncio.sleep(_EVERY_SECONDS)
    return samples


async def soak(
    where: Ground, mixture: Mixture, processes: Sequence[Process], seconds: float
) -> Sequence[Sample]:
    client = await connect(
        TemporalSettings(address=where.environment["TEMPORAL_ADDRESS"])
    )
    async with machine(client, FakeInference(), places=4), browser() as sender:
        load = asyncio.create_task(mixture.go_on(sender, rates=_RATES))
        watching = asyncio.create_task(watch(mixture, *processes, seconds=seconds))
        # The load never ends by itself: when it does, it is broken.
        await asyncio.wait({load, watching}, return_when=asyncio.FIRST_COMPLETED)
        if load.done():
            watching.cancel()
            load.result()
        load.cancel()
        await asyncio.wait({load})
    return watching.result()


def grown(samples: Sequence[Sample], *, of: str) -> float | None:
    """By which share; the middle of three samples stands for each end."""
    settled: list[int] = [
        getattr(each, of) for each in samples if each.seconds >= _FROM_SECONDS
    ]
    if len(settled) < 6:
        return None
    return statistics.median(settled[-3:]) / statistics.median(settled[:3]) - 1


def show(samples: Sequence[Sample]) -> None:
    head = ["minute", "gateway, MB", "workflow worker, MB", "answers so far"]
    rows = [
        [
            f"{each.seconds / 60:.1f}",
            f"{each.gateway / 1e6:.1f}",
            f"{each.worker / 1e6:.1f}",
            f"{each.answered:,}",
        ]
        for each in samples[::2]
    ]
    table(head, rows)
    for of in ("gateway", "worker"):
        growth = grown(samples, of=of)
        said = "too short to tell"
        if growth is not None:
            said = (
                f"{growth:+.1%} from minute 5, aim 5 %: {verdict(is_met=growth < _AIM)}"
            )
        print(f"\n{of}: {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--streams", type=int, default=100)
    options = parser.parse_args()
    machine_was, secret = beside(), secrets.token_urlsafe(24)
    with ground(temporal=True, storage=True) as where:
        with where.connect() as connection:
            cookies = sign_in(connection, _PEOPLE)
            events = events_of(connection, orders=_ORDERS)
        with (
            where.serving(**shop_settings(secret)) as gateway,
            where.working("services.workflows.worker") as worker,
        ):
            mixture = Mixture(
                url=gateway.url,
                cookies=cookies,
                events=events,
                secret=secret,
                streams=options.streams,
            )
            samples = asyncio.run(
                soak(where, mixture, [gateway, worker], 60 * options.minutes)
            )
    rates = ", ".join(f"{rate:g} {kind}" for kind, rate in _RATES.items())
    print(f"{machine_was}; a second at most {rates}; {options.streams} streams")
    show(samples)
    print(f"\nanswers: {dict(mixture.answers.most_common())}")


if __name__ == "__main__":
    main()
