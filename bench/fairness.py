"""Whom does one song wait for, behind people with hundreds; and do those get on at all?

Run as ``python -m bench.fairness``: the real workflow on real servers, one machine with
one place. Songs are counted and not seconds, so a busy computer does no harm.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID, uuid4

import typer
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.workflowservice.v1 import UpdateTaskQueueConfigRequest
from temporalio.client import Client
from typing_extensions import override

from devstack.ports import PortBook
from devstack.running import running
from devstack.temporal import Temporal
from shared.contracts import task_queues
from shared.contracts.songs import workflow_id
from shared.settings import TemporalSettings
from shared.temporal import connect
from tests.fakes.activities import FakeSongs
from tests.fakes.one_machine import OneMachine, queued_in
from tests.fakes.workers import workflows_worker
from tests.services.workflows.starting import a_request, start

_AT_ONCE: Final = 20
_HOUR: Final = 3600.0
_PEOPLE_IN_A_RUSH: Final = 10
_BULK_IN_A_RUSH: Final = 40


class AsItComes(Temporal):
    """The same server with Temporal's own settings for its queues."""

    @override
    def command(self) -> Sequence[str]:
        words = list(super().command())
        ours = [word for word in words if word.startswith("matching.")]
        for word in ours:
            at = words.index(word)
            del words[at - 1 : at + 1]
        return words


@dataclass
class SlowMachine(OneMachine):
    """Takes long enough that somebody always waits for it."""

    seconds: float = field(default=0.2, kw_only=True)

    @override
    def _do(self, work: str) -> None:
        super()._do(work)
        time.sleep(self.seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """How bulk is kept from holding others up."""

    name: str
    server: type[Temporal] = Temporal
    yield_seconds: float = 0
    weight: float | None = None


WAYS: Final = (
    Way(name="the server as it comes", server=AsItComes),
    Way(name="people in turn"),
    Way(name="in turn, bulk weighs a tenth", weight=0.1),
    Way(name="in turn, bulk after singles", yield_seconds=_HOUR),
    Way(name="the same, for 30 s", yield_seconds=30),
)


@contextmanager
def serving(kind: type[Temporal]) -> Iterator[TemporalSettings]:
    with TemporaryDirectory(prefix="fairness") as place:
        folder = Path(place)
        ports = PortBook(folder / "ports.json").assign(["temporal", "metrics"])
        server = kind(
            folder / "temporal",
            port=ports["temporal"],
            ui_port=None,
            metrics_port=ports["metrics"],
        )
        with running(server, log=folder / "log"):
            yield TemporalSettings(address=server.address)


@asynccontextmanager
async def crowded(
    settings: TemporalSettings, way: Way, crowd: Sequence[int], machine: OneMachine
) -> AsyncIterator[Client]:
    """The machine holds the first of many songs; its queue has all the others."""
    client = await connect(settings)
    people = [uuid4() for _ in crowd]
    if way.weight is not None:
        await _weigh(client, people, way.weight)
    requests = [
        a_request(owner_id=person, yield_seconds=way.yield_seconds)
        for person, songs in zip(people, crowd, strict=True)
        for _ in range(songs)
    ]
    async with workflows_worker(client, FakeSongs()):
        for at in range(0, len(requests), _AT_ONCE):
            some = requests[at : at + _AT_ONCE]
            await asyncio.gather(*(start(client, each) for each in some))
            for each in some:
                await queued_in(client, each.song_id)
        async with machine.at_work(client):
            yield client


async def _weigh(client: Client, people: Sequence[UUID], weight: float) -> None:
    await client.workflow_service.update_task_queue_config(
        UpdateTaskQueueConfigRequest(
            namespace=client.namespace,
            task_queue=task_queues.GPU,
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
            set_fairness_weight_overrides={str(each): weight for each in people},
        )
    )


async def songs_before_one(
    settings: TemporalSettings, way: Way, crowd: Sequence[int]
) -> int:
    """How many songs of the crowd are made before the one of somebody who comes late."""
    machine = OneMachine()
    async with crowded(settings, way, crowd, machine) as client:
        one = a_request()
        await start(client, one)
        await queued_in(client, one.song_id)
        machine.may_go_on.set()
        await client.get_workflow_handle(workflow_id(one.song_id)).result()
        return machine.made.index(one.song_id)


async def bulk_in_a_rush(settings: TemporalSettings, way: Way, singles: int) -> int:
    """How many bulk songs are made beside so many of people who always want one more."""
    machine = SlowMachine()
    async with crowded(settings, way, [_BULK_IN_A_RUSH], machine) as client:
        left = iter(range(singles))

        async def want_one_after_the_other() -> None:
            person = uuid4()
            for _ in left:
                await (await start(client, a_request(owner_id=person))).result()

        rush = [
            asyncio.create_task(want_one_after_the_other())
            for _ in range(_PEOPLE_IN_A_RUSH)
        ]
        machine.may_go_on.set()
        await asyncio.gather(*rush)
        return len(machine.made) - singles


def main(*, songs: int = 500, people: int = 20, singles: int = 80) -> None:
    """Print, for each way, what is made before one song, and what of bulk in a rush."""
    crowds = ([songs], [songs // people] * people)
    names = (f"1 of {songs}", f"{people} of {songs // people}", f"beside {singles}")
    print(f"{'':30}" + "".join(f"{name:>14}" for name in names), flush=True)
    for way in WAYS:
        print(f"{way.name:30}", end="", flush=True)
        for crowd in crowds:
            with serving(way.server) as settings:
                count = asyncio.run(songs_before_one(settings, way, crowd))
            print(f"{count:14}", end="", flush=True)
        with serving(way.server) as settings:
            count = asyncio.run(bulk_in_a_rush(settings, way, singles))
        print(f"{count:14}", flush=True)


if __name__ == "__main__":
    typer.run(main)
