"""How fast songs are asked for, and deliveries of the shop taken.

Run as ``python -m bench.posting``: one gateway process before a real Postgres and a real
Temporal, whose workers are off, is sent requests at a steady rate (a late answer makes the
next no later), and then as fast as it answers. Beside it stands, in the same run, a bare
route that inserts one row; for songs it starts one workflow as well.
"""

import argparse
import asyncio
import secrets
from collections.abc import Sequence
from typing import Final

from bench.deliveries.reference import TABLE
from bench.load.figures import beside, table, tell, verdict
from bench.load.pacing import Paced, Send, flat_out, steadily
from bench.load.people import sign_in
from bench.load.queries import SONGS_TABLE
from bench.load.sending import browser, delivery_sender, events_of, song_sender
from bench.load.servers import Ground, ground, shop_settings

_PEOPLE: Final = 200
_AT_ONCE: Final = 16
_SONGS_A_SECOND, _SONGS_P99_MS = 30, 300.0
_DELIVERIES_A_SECOND, _DELIVERIES_P99_MS = 50, 500.0
_FIT: Final = {"202"}
# A process reads the vendor's package for its first delivery.
_WARM_UP_SECONDS: Final = 5.0


async def pace(send: Send, *, rate: int, seconds: float) -> tuple[Paced, Paced]:
    await flat_out(send, at_once=1, seconds=_WARM_UP_SECONDS)
    steady = await steadily(send, per_second=rate, seconds=seconds)
    return steady, await flat_out(send, at_once=_AT_ONCE, seconds=seconds)


async def measure_songs(where: Ground, seconds: float) -> list[list[str]]:
    with where.connect() as connection:
        cookies = sign_in(connection, _PEOPLE)
        connection.execute(SONGS_TABLE)
    paces = []
    for module in ("services.gateway.server", "bench.load.bare"):
        tell(f"songs: {module}")
        with where.serving(module) as service:
            async with browser() as client:
                send = song_sender(client, service.url, cookies)
                paces.append(await pace(send, rate=_SONGS_A_SECOND, seconds=seconds))
    return rows_of("`POST /api/songs`", paces, p99_ms=_SONGS_P99_MS)


async def measure_deliveries(where: Ground, seconds: float) -> list[list[str]]:
    secret = secrets.token_urlsafe(24)
    with where.connect() as connection:
        # Each is new to the gateway for as long as they last; then they come again.
        events = events_of(connection, orders=round(30 * seconds))
        connection.execute(TABLE)
    paces = []
    for module in ("services.gateway.server", "bench.deliveries.reference"):
        tell(f"deliveries: {module}")
        with where.serving(module, **shop_settings(secret)) as service:
            async with browser() as client:
                send = delivery_sender(client, service.url, events, secret)
                paces.append(
                    await pace(send, rate=_DELIVERIES_A_SECOND, seconds=seconds)
                )
    return rows_of("`POST /webhooks/polar`", paces, p99_ms=_DELIVERIES_P99_MS)


def rows_of(
    what: str, paces: Sequence[tuple[Paced, Paced]], *, p99_ms: float
) -> list[list[str]]:
    """The gateway's two paces, each beside the bare route's."""
    (steady, fast), (bare_steady, bare_fast) = paces
    is_met = steady.at(0.99) <= p99_ms and _all_fit(steady)
    aim = f"p99 < {p99_ms:.0f} ms: {verdict(is_met=is_met)}"
    ratio = f"{fast.per_second / bare_fast.per_second:.0%} of the bare route"
    return [
        [f"{what}, steady", *_figures(steady), *_figures(bare_steady), aim],
        [f"{what}, as fast as goes", *_figures(fast), *_figures(bare_fast), ratio],
    ]


def _figures(paced: Paced) -> list[str]:
    unfit = sum(count for kind, count in paced.answers.items() if kind not in _FIT)
    times = f"{paced.at(0.5):.0f} / {paced.at(0.99):.0f} / {paced.at(1):.0f}"
    return [f"{paced.per_second:.0f}", times + (f", {unfit} refused" if unfit else "")]


def _all_fit(paced: Paced) -> bool:
    return paced.answers.keys() <= _FIT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="of each pace")
    parser.add_argument("--only", choices=["songs", "deliveries"])
    options = parser.parse_args()
    kinds = {"songs": measure_songs, "deliveries": measure_deliveries}
    machine, rows = beside(), list[list[str]]()
    with ground(temporal=True) as where:
        for kind, measure in kinds.items():
            if options.only in (None, kind):
                rows += asyncio.run(measure(where, options.seconds))
    print(f"{machine}; {options.seconds:g} s of each pace, {_AT_ONCE} at once")
    head = ["", "gateway, a second", "p50 / p99 / most, ms", "bare, a second"]
    table([*head, "p50 / p99 / most, ms", "aim"], rows)


if __name__ == "__main__":
    main()
