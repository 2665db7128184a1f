"""What many open event streams cost: do the questions behind them grow with their number?

Run as ``python -m bench.streams``: so many people, each with a song that is being made,
follow their songs at one gateway process, before a real Postgres and a real Temporal. These
count what they are asked. Then every song changes at once, and each stream must tell so.
"""

import argparse
import asyncio
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import psycopg

from bench.load.counting import asked, begin_counting
from bench.load.figures import at, beside, table, tell, verdict
from bench.load.listeners import Listener, listening, until_all_heard
from bench.load.people import sign_in
from bench.load.servers import Ground, Process, ground

_SETTLE_SECONDS: Final = 6.0
_SPARE_FILES: Final = 200
# More streams may ask so many times as often: no more than by chance.
_CONSTANT: Final = 1.5
_MOST_CALLS: Final = 45
"""A second: what a gateway allows itself, and a few for the queue and its relay."""
_SONGS: Final = """
    INSERT INTO songs (id, owner_id, recipe, status, stage, mode, title, prompt, lyrics,
      full_described_song, described_lyrics, instrumental, audio_duration, seed, models,
      published, listen_count, like_count, created_at, started_at)
    SELECT md5('song' || n)::uuid, md5('person' || n)::uuid, '{}', 'running', 'writing',
      'description', '', '', '', '', '', true, 30, n, '[]', false, 0, 0, now(), now()
      FROM generate_series(0, %(people)s - 1) AS n
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    streams: int
    statements: float
    """A second."""
    calls: float
    cores: float
    """Of the gateway, while nothing happens."""
    bytes_each: float
    delays_ms: Sequence[float]


async def measure(
    gateway: Process, where: Ground, cookies: Sequence[str], seconds: float
) -> Seen:
    before = gateway.rss()
    with where.connect() as connection:
        async with listening(gateway.url, cookies) as listeners:
            await asyncio.sleep(_SETTLE_SECONDS)
            start, cpu = asked(connection, where.metrics_url), gateway.cpu_seconds()
            began = time.monotonic()
            await asyncio.sleep(seconds)
            took = time.monotonic() - began
            end, cores = asked(connection, where.metrics_url), gateway.cpu_seconds()
            delays = await change_all(connection, listeners)
            after = gateway.rss()
    return Seen(
        streams=len(cookies),
        statements=(end.statements - start.statements) / took,
        calls=(end.calls - start.calls) / took,
        cores=(cores - cpu) / took,
        bytes_each=(after - before) / len(cookies),
        delays_ms=delays,
    )


async def change_all(
    connection: psycopg.Connection, listeners: Sequence[Listener]
) -> list[float]:
    """How many milliseconds after a change of each song its owner was told."""
    for each in listeners:
        each.expect('"stage":"finishing"')
    connection.execute("UPDATE songs SET stage = 'finishing'")
    changed = time.monotonic()
    heard = await until_all_heard(listeners, '"stage":"finishing"')
    connection.execute("UPDATE songs SET stage = 'writing'")
    for each in listeners:
        each.heard_at.clear()
    return [1000 * (each - changed) for each in heard]


def row_of(seen: Seen, least: Seen) -> list[str]:
    is_met = (
        seen.statements <= _CONSTANT * least.statements and seen.calls <= _MOST_CALLS
    )
    return [
        f"{seen.streams:,}",
        f"{seen.statements:.1f}",
        f"{seen.calls:.1f}",
        f"{seen.cores:.2f}",
        f"{seen.bytes_each / 1000:.0f} kB",
        f"{at(seen.delays_ms, 0.5):,.0f} / {at(seen.delays_ms, 0.99):,.0f}",
        verdict(is_met=is_met),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--seconds", type=float, default=20, help="of counting")
    options = parser.parse_args()
    _allow_files(max(options.streams) + _SPARE_FILES)
    machine = beside()
    seen = []
    with ground(temporal=True) as where:
        with where.connect() as connection:
            begin_counting(connection)
            cookies = sign_in(connection, max(options.streams))
            connection.execute(_SONGS, {"people": max(options.streams)})
        with where.serving() as gateway:
            for streams in sorted(options.streams):
                tell(f"{streams} streams")
                seen.append(
                    asyncio.run(
                        measure(gateway, where, cookies[:streams], options.seconds)
                    )
                )
    print(f"{machine}; each person has a song in the making")
    head = ["streams", "statements a second", "calls to Temporal a second", "cores"]
    head += ["memory of each", "told after ms, p50 / p99", "aim: no more questions"]
    table(head, [row_of(each, seen[0]) for each in seen])


def _allow_files(count: int) -> None:
    """For this process and for its children."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))


if __name__ == "__main__":
    main()
