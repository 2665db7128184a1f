"""How many reads a second one gateway process answers, and a bare route beside it.

Run as ``python -m bench.reads``: wrk asks a gateway and a bare FastAPI route in turn, both
before one Postgres with so many published songs. The bare one asks one query and gives its
rows. The table shows the middle one of the tries; the aim is half the bare one's rate.
"""

import argparse
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from bench.feed_songs import fill
from bench.load.figures import beside, table, tell, verdict
from bench.load.people import sign_in
from bench.load.servers import Ground, ground
from bench.load.wrk import Rate, rate_of, require_wrk

_AIM: Final = 0.5
_BARE: Final = "bench.load.bare"
# Enough that each is used once in a while, few enough that what they like is known.
_PEOPLE: Final = 50


@contextmanager
def both(where: Ground, songs: int) -> Iterator[tuple[dict[str, str], str, str]]:
    """Addresses of a gateway and of the bare routes; a cookie; the id of a song."""
    with where.connect() as connection:
        fill(connection, songs)
        cookie = sign_in(connection, _PEOPLE)[0]
        row = connection.execute("SELECT md5('song7')::uuid").fetchone()
        assert row
        connection.execute("VACUUM ANALYZE")
    with where.serving() as gateway, where.serving(_BARE) as bare:
        yield {"gateway": gateway.url, "bare": bare.url}, cookie, str(row[0])


def measure(
    urls: Mapping[str, str], path: str, cookie: str, options: argparse.Namespace
) -> dict[str, Rate]:
    """The middle one of the tries of each; the two take turns."""
    seen: dict[str, list[Rate]] = {name: [] for name in urls}
    for number in range(options.tries + 1):
        for name in sorted(urls, reverse=number % 2 == 1):
            rate = rate_of(
                urls[name] + path,
                cookie=cookie,
                seconds=options.seconds if number else 1,
                connections=options.connections,
            )
            # The first turn is only to get warm.
            if number:
                tell(f"{path[:40]:40} {name:8} {rate.per_second:8.0f} /s")
                seen[name].append(rate)
    return {name: middle(rates) for name, rates in seen.items()}


def middle(rates: Sequence[Rate]) -> Rate:
    return Rate(
        per_second=statistics.median(each.per_second for each in rates),
        p50_ms=statistics.median(each.p50_ms for each in rates),
        p99_ms=statistics.median(each.p99_ms for each in rates),
    )


def row_of(what: str, rates: Mapping[str, Rate]) -> list[str]:
    ours, bare = rates["gateway"], rates["bare"]
    ratio = ours.per_second / bare.per_second
    return [
        what,
        f"{ours.per_second:.0f}",
        f"{ours.p50_ms:.1f} / {ours.p99_ms:.1f}",
        f"{bare.per_second:.0f}",
        f"{bare.p50_ms:.1f} / {bare.p99_ms:.1f}",
        f"{ratio:.0%}",
        verdict(is_met=ratio >= _AIM),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=10_000)
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="of each try")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--only", default="", help="paths that hold this word")
    options = parser.parse_args()
    require_wrk()
    machine = beside()
    with ground() as where, both(where, options.songs) as (urls, cookie, song_id):
        paths = {
            "one song": f"/api/songs/{song_id}",
            "a page of my songs": "/api/songs",
            "a page of the feed": "/api/feed",
            "who is signed in": "/api/auth/session",
            "`/livez`": "/livez",
        }
        rows = [
            row_of(what, measure(urls, path, cookie, options))
            for what, path in paths.items()
            if options.only in path
        ]
    print(f"{machine}; {options.connections} connections, {options.songs:,} songs")
    head = ("GET", "gateway, a second", "p50 / p99 ms")
    table((*head, "bare, a second", "p50 / p99 ms", "ratio", "aim 50 %"), rows)


if __name__ == "__main__":
    main()
