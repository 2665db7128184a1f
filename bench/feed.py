"""Do pages of the feed take longer when there are a hundred times as many songs?

Run as ``python -m bench.feed``: two databases on one server, one with 10,000 and one with
1,000,000 published songs, are asked the same in turn, by the gateway's own service. It
prints the median and p95 of each kind of page; the aim is 1.5 times the smaller one's.
"""

import argparse
import asyncio
import random
import statistics
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final, TypeAlias

import psycopg

from bench.feed_songs import COMMON, MIDDLING, RARE, fill
from devstack.postgres import Postgres
from devstack.testing import running_postgres
from services.gateway.feed.paging import Section, cursor_after
from services.gateway.feed.service import FeedService
from services.gateway.migrate import migrate
from shared.db import Sessions, database
from shared.domain.categories import CATEGORIES
from shared.models.user import User
from shared.settings import DatabaseSettings

_AIM: Final = 1.5
Ask: TypeAlias = Callable[[], Awaitable[object]]


@dataclass(kw_only=True)
class Feed:
    """One of the two, with places in it to begin a page at."""

    size: int
    service: FeedService
    people: Sequence[User]
    cursors: Sequence[str]
    taken: dict[str, list[float]] = field(default_factory=dict)


def opened(sessions: Sessions, connection: psycopg.Connection, size: int) -> Feed:
    people = connection.execute("SELECT id FROM users ORDER BY id LIMIT 100")
    places = connection.execute(
        "SELECT trending_score, song_id FROM feed_songs"
        " ORDER BY hashtext(song_id::text) LIMIT 200"
    )
    return Feed(
        size=size,
        service=FeedService(sessions),
        people=[User(id=each, email="", name="") for (each,) in people],
        cursors=[cursor_after(place, Section.TRENDING) for place in places],
    )


def questions(feed: Feed, turn: random.Random) -> dict[str, Ask]:
    """Each kind of page, once; the same turn asks both feeds alike."""
    section = partial(_section, feed.service)
    category = turn.choice(CATEGORIES)
    cursor = turn.choice(feed.cursors)
    person = turn.choice(feed.people)
    return {
        "trending": section(),
        "trending, anywhere": section(cursor=cursor),
        "newest": section(section=Section.NEWEST),
        "category": section(category=category),
        "category, anywhere": section(category=category, cursor=cursor),
        "category, newest": section(section=Section.NEWEST, category=category),
        "search: 20 songs": section(words=RARE),
        "search: 1 %": section(words=MIDDLING),
        "search: 10 %": section(words=COMMON),
        "search: no song": section(words="xylograph"),
        "search: 10 % and 1 %": section(words=f"{COMMON} {MIDDLING}"),
        "search in category": section(words=COMMON, category=category),
        "likes": lambda: feed.service.liked_by(person, limit=20, cursor=None),
        "songs of a person": lambda: feed.service.of_owner(
            person.id, limit=20, cursor=None
        ),
        "categories": feed.service.categories,
    }


def _section(service: FeedService, **changes: Any) -> Ask:
    asked: dict[str, Any] = {
        "section": Section.TRENDING,
        "category": None,
        "words": "",
        "limit": 20,
        "cursor": None,
        **changes,
    }
    return lambda: service.section(asked.pop("section"), **asked)


async def measure(feeds: Sequence[Feed], tries: int) -> None:
    for number in range(tries + 1):
        # Neither always follows the other.
        for feed in feeds if number % 2 else reversed(feeds):
            for what, ask in questions(feed, random.Random(number)).items():  # noqa: S311
                started = perf_counter()
                await ask()
                seconds = perf_counter() - started
                # The first turn is only to get warm.
                if number:
                    feed.taken.setdefault(what, []).append(1000 * seconds)


def show(feeds: Sequence[Feed], tries: int) -> None:
    sizes = "".join(f"{feed.size:>13,} {'p95':>9}" for feed in feeds)
    print(f"{f'{tries} of each, ms':24}{sizes} {'times':>8}")
    for what in feeds[0].taken:
        medians = [statistics.median(feed.taken[what]) for feed in feeds]
        p95s = [statistics.quantiles(feed.taken[what], n=20)[-1] for feed in feeds]
        cells = "".join(
            f"{median:13.2f} {p95:9.2f}"
            for median, p95 in zip(medians, p95s, strict=True)
        )
        ratio = medians[1] / medians[0]
        verdict = "" if ratio <= _AIM else f"  MISSES the aim of {_AIM:g}"
        print(f"{what:24}{cells} {ratio:8.2f}{verdict}")


async def run(postgres: Postgres, sizes: Sequence[int], tries: int) -> None:
    async with AsyncExitStack() as stack:
        feeds = []
        for size in sizes:
            name = f"feed_{size}"
            with postgres.connect("postgres") as connection:
                connection.execute(f"CREATE DATABASE {name}".encode())
            migrate(postgres.url_of(name))
            settings = DatabaseSettings.model_validate({"url": postgres.url_of(name)})
            sessions = await stack.enter_async_context(database(settings))
            started = perf_counter()
            with postgres.connect(name) as connection:
                fill(connection, size)
                feeds.append(opened(sessions, connection, size))
            print(
                f"{size:,} songs made in {perf_counter() - started:.0f} s", flush=True
            )
        await measure(feeds, tries)
        show(feeds, tries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--tries", type=int, default=200)
    options = parser.parse_args()
    with TemporaryDirectory() as folder, running_postgres(Path(folder)) as postgres:
        asyncio.run(run(postgres, [options.small, options.large], options.tries))


if __name__ == "__main__":
    main()
