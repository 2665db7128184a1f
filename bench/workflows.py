"""How many songs a second their workflows can carry, when making them takes no time.

Run as ``python -m bench.workflows``: real workflow code with the activities that ask the
database, and an engine that does nothing, in turn with a workflow of as many steps that do
nothing at all, on the same queues of a real Temporal. So many are begun at once. The table
shows the middle one of the tries; the aim is 60 % of the other's rate.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final
from uuid import uuid4

from temporalio.client import Client
from temporalio.worker import Worker

from bench.load.figures import beside, table, tell, verdict
from bench.load.people import sign_in
from bench.load.servers import Ground, ground
from bench.load.songs import recorded
from bench.load.steps import SameStepsWorkflow, look_at_books, make_something
from services.workflows.activities.songs import DatabaseSongActivities
from services.workflows.worker import WORKFLOWS
from shared import song_workflows
from shared.contracts import task_queues
from shared.contracts.songs import workflow_id
from shared.db import Sessions, database
from shared.s3 import S3Storage
from shared.settings import DatabaseSettings, StorageSettings, TemporalSettings
from shared.temporal import connect
from tests.fakes.activities import FakeInference

_AIM: Final = 0.6
_PEOPLE: Final = 50
_PATIENCE: Final = timedelta(seconds=30)
_THREADS: Final = 8


@asynccontextmanager
async def at_work(client: Client, songs: DatabaseSongActivities) -> AsyncIterator[None]:
    """One worker of each queue, which carries both kinds of workflow."""
    inference = FakeInference()
    with ThreadPoolExecutor(_THREADS) as threads:
        async with (
            Worker(
                client,
                task_queue=task_queues.WORKFLOWS,
                workflows=[*WORKFLOWS, SameStepsWorkflow],
                activities=[
                    songs.reserve_credits,
                    songs.enter_stage,
                    songs.publish_song,
                    songs.end_song,
                    songs.delete_objects,
                    look_at_books,
                ],
            ),
            Worker(
                client,
                task_queue=task_queues.GPU,
                activities=[
                    inference.write_song,
                    inference.compose_audio,
                    inference.paint_cover,
                    inference.finish_song,
                    make_something,
                ],
                activity_executor=threads,
            ),
        ):
            yield


async def songs_made(client: Client, sessions: Sessions, count: int) -> float:
    """Songs a second, from the first start to the last end."""
    songs = await recorded(sessions, count)
    started = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for song in songs:
            group.create_task(song_workflows.start(client, song, patience=_PATIENCE))
    handles = [client.get_workflow_handle(workflow_id(song.id)) for song in songs]
    await asyncio.gather(*(each.result() for each in handles))
    return count / (time.monotonic() - started)


async def steps_taken(client: Client, count: int) -> float:
    started = time.monotonic()

    async def one() -> None:
        await client.execute_workflow(
            SameStepsWorkflow.run,
            id=f"steps-{uuid4()}",
            task_queue=task_queues.WORKFLOWS,
        )

    await asyncio.gather(*(one() for _ in range(count)))
    return count / (time.monotonic() - started)


async def measure(where: Ground, options: argparse.Namespace) -> dict[str, list[float]]:
    told = where.environment
    storage = S3Storage(
        StorageSettings.model_validate({name.lower(): told[name] for name in _STORAGE})
    )
    settings = DatabaseSettings.model_validate({"url": told["DATABASE_URL"]})
    client = await connect(TemporalSettings(address=told["TEMPORAL_ADDRESS"]))
    rates: dict[str, list[float]] = {"songs": [], "steps": []}
    async with database(settings) as sessions:
        kinds: dict[str, Callable[[], Awaitable[float]]] = {
            "songs": lambda: songs_made(client, sessions, options.count),
            "steps": lambda: steps_taken(client, options.count),
        }
        async with at_work(client, DatabaseSongActivities(sessions, storage)):
            for number in range(options.tries + 1):
                for kind in sorted(kinds, reverse=number % 2 == 1):
                    rate = await kinds[kind]()
                    tell(f"{kind}: {rate:.1f} a second")
                    # The first turn is only to get warm.
                    if number:
                        rates[kind].append(rate)
    return rates


_STORAGE: Final = (
    *("S3_ENDPOINT_URL", "S3_BUCKET_NAME"),
    *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="begun at once")
    parser.add_argument("--tries", type=int, default=5)
    options = parser.parse_args()
    machine = beside()
    with ground(temporal=True) as where:
        with where.connect() as connection:
            sign_in(connection, _PEOPLE)
        rates = asyncio.run(measure(where, options))
    songs, steps = (statistics.median(rates[kind]) for kind in ("songs", "steps"))
    ratio = songs / steps
    print(
        f"{machine}; {options.count} at once, the middle one of {options.tries} tries"
    )
    table(
        ["workflows a second", "a song's", "as many no-op steps", "ratio", "aim 60 %"],
        [
            [
                "",
                f"{songs:.1f}",
                f"{steps:.1f}",
                f"{ratio:.0%}",
                verdict(is_met=ratio >= _AIM),
            ]
        ],
    )


if __name__ == "__main__":
    main()
