"""One run: deliveries to two processes, through broken connections, and the audit."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.deliveries.books import (
    breaking_connections,
    connect,
    sign_up,
    violations,
)
from bench.deliveries.posting import Poster, Tally
from bench.deliveries.servers import serving_twice
from bench.deliveries.story import Event, people_for, story_of

GATEWAY = "services.gateway.server"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    orders: int
    copies: int
    seed: int
    cut_share: float = 0.02
    about: str = ""
    """Only events whose type begins so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    deliveries: Sequence[Event]
    tally: Tally
    connections_ended: int
    violations: Sequence[str]


async def deliver_to_gateways(
    plan: Plan, *, database_url: str, secret: str, folder: Path
) -> Outcome:
    dice = Random(plan.seed)  # noqa: S311 -- reproducible on purpose
    people = people_for(plan.orders, dice=dice)
    story = story_of(people, orders=plan.orders, dice=dice)
    deliveries = story.deliveries(copies=plan.copies, dice=dice, about=plan.about)
    with (
        connect(database_url) as connection,
        serving_twice(
            GATEWAY, database_url=database_url, secret=secret, folder=folder
        ) as addresses,
    ):
        sign_up(connection, people)
        await warm_up(addresses, deliveries[0], secret=secret)
        async with breaking_connections(connection) as ended:
            poster = Poster(
                addresses, secret=secret, dice=dice, cut_share=plan.cut_share
            )
            tally = await poster.post(deliveries)
        broken = violations(
            connection, story, delivered={event.id for event in deliveries}
        )
    return Outcome(
        deliveries=deliveries,
        tally=tally,
        connections_ended=sum(ended),
        violations=[*broken, *_unfit_answers(tally)],
    )


async def warm_up(addresses: Sequence[str], event: Event, *, secret: str) -> None:
    """The vendor's package takes seconds to read its first event in a process."""
    async with asyncio.TaskGroup() as group:
        for address in addresses:
            poster = Poster([address], secret=secret, dice=Random(0))  # noqa: S311
            group.create_task(poster.post([event]))


def _unfit_answers(tally: Tally) -> list[str]:
    """Taken, or 503 while the database is away: there is nothing else to say."""
    broken = [
        f"{count} deliveries were answered with {answer}"
        for answer, count in tally.answers.items()
        if answer.isdecimal() and answer not in {"202", "503"}
    ]
    if tally.lost:
        broken.append(f"{tally.lost} deliveries were given up after ten attempts")
    return broken
