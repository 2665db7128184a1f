"""One cell of the drill: a song is brought to a point, somebody dies there, all ends well."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

import httpx
import psycopg

from shared.kill_points import Edge, KillPoints, Point
from tests.e2e.asking import available, ended
from tests.e2e.audit import broken_rules, ends_of, settled
from tests.e2e.people import sign_up
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until
from tests.faults.cells import Cell
from tests.faults.insisting import accepted

_STARTING_CREDITS: Final = 10
_REACHED_SECONDS: Final = 60.0
_BACK_SECONDS: Final = 120.0
_END_SECONDS: Final = 60.0
"""From the last restart until every song has ended: what the service promises."""
_DEATH: Final = re.compile(r"^(\S+): ended with ", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    cell: Cell
    problems: tuple[str, ...]
    """Empty when all is as it should be."""
    status: str = ""
    """How the song ended."""
    back_seconds: float = 0.0
    """From the death until the dead worked again."""
    end_seconds: float = 0.0
    """From the death until the song had ended."""


class Strike:
    def __init__(self, stack: RunningStack, points: KillPoints, cell: Cell) -> None:
        self._stack = stack
        self._points = points
        self._cell = cell
        self._key = str(uuid4())
        self._heard = len(stack.said())

    async def outcome(self) -> Outcome:
        try:
            async with sign_up(self._stack) as client:
                # The mail of the sign-up is on its way: whoever dies, dies over the song.
                await settled(self._stack)
                return await self._play(client)
        # What a test of its own would fail with; here the drill goes on.
        except (AssertionError, httpx.HTTPError, psycopg.Error) as error:
            problem = f"{type(error).__name__}: {error}"
            return Outcome(cell=self._cell, problems=(problem,))

    async def _play(self, client: httpx.AsyncClient) -> Outcome:
        async with self._asked(client) as asked:
            await self._reached(client, asked)
            struck_at = time.monotonic()
            self._stack.kill(self._cell.component)
            self._points.let_go(self._cell.point, self._cell.edge)
            back_at, (song, ended_at) = await asyncio.gather(
                self._back(), self._end(client, asked)
            )
        problems = [
            *self._late(ended_at - back_at),
            *self._other_deaths(),
            *await self._wrong(client, song),
            *await broken_rules(self._stack),
        ]
        return Outcome(
            cell=self._cell,
            problems=tuple(problems),
            status=song["status"],
            back_seconds=back_at - struck_at,
            end_seconds=ended_at - struck_at,
        )

    @asynccontextmanager
    async def _asked(
        self, client: httpx.AsyncClient
    ) -> AsyncIterator[asyncio.Task[dict[str, Any]]]:
        """A person who asks for a song, and again until there is an answer."""
        gate = (Point.MUSIC_MIDDLE, Edge.BEFORE)
        place = (self._cell.point, self._cell.edge)
        self._points.arm(*(gate if self._is_undone else place))
        asking = asyncio.create_task(self._accepted(client))
        try:
            yield asking
        finally:
            for point in (gate, place):
                self._points.let_go(*point)
            asking.cancel()

    async def _reached(
        self, client: httpx.AsyncClient, asked: asyncio.Task[dict[str, Any]]
    ) -> None:
        """Return while a process stands at the cell's point."""
        if self._is_undone:
            await self._held_at(Point.MUSIC_MIDDLE, Edge.BEFORE)
            self._points.arm(self._cell.point, self._cell.edge)
            song = await asked
            answer = await client.post(f"/api/songs/{song['id']}/cancel")
            assert answer.status_code == HTTPStatus.ACCEPTED, answer.text
            self._points.let_go(Point.MUSIC_MIDDLE, Edge.BEFORE)
        await self._held_at(self._cell.point, self._cell.edge)

    async def _held_at(self, point: Point, edge: Edge) -> None:
        await until(
            lambda: self._points.reached(point, edge),
            what=f"the song has come to {point}:{edge}",
            within_seconds=_REACHED_SECONDS,
        )

    async def _accepted(self, client: httpx.AsyncClient) -> dict[str, Any]:
        limit = _REACHED_SECONDS + _BACK_SECONDS + _END_SECONDS
        return await accepted(client, key=self._key, within_seconds=limit)

    async def _back(self) -> float:
        """When the dead worked again."""
        name = self._cell.component
        await until(
            lambda: f"{name}: ready" in self._stack.said()[self._heard :],
            what=f"{name} is back",
            within_seconds=_BACK_SECONDS,
        )
        return time.monotonic()

    async def _end(
        self, client: httpx.AsyncClient, asked: asyncio.Task[dict[str, Any]]
    ) -> tuple[dict[str, Any], float]:
        song = await asked
        limit = _BACK_SECONDS + _END_SECONDS
        return await ended(client, song, within_seconds=limit), time.monotonic()

    def _late(self, seconds: float) -> Iterator[str]:
        if seconds > _END_SECONDS:
            yield f"the song ended {seconds:.0f} s after the restart"

    def _other_deaths(self) -> Iterator[str]:
        deaths = _DEATH.findall(self._stack.said()[self._heard :])
        if deaths != [self._cell.component]:
            yield f"died: {', '.join(deaths) or 'nobody'}"

    async def _wrong(
        self, client: httpx.AsyncClient, song: dict[str, Any]
    ) -> list[str]:
        """What is not as the cell demands; the audit sees to what is always true."""
        again = await self._accepted(client)
        listed = (await client.get("/api/songs")).raise_for_status().json()["items"]
        status, end, cost = (
            ("cancelled", "release", 0) if self._is_undone else ("ready", "capture", 1)
        )
        demands = {
            f"it should be {status}, but is {song['status']}: {song['failure']}": (
                song["status"] == status
            ),
            f"its credit was not ended by one {end}": (
                ends_of(self._stack, song) == [end]
            ),
            "the account does not hold what it should": (
                await available(client) == _STARTING_CREDITS - cost
            ),
            "the same Idempotency-Key gave another song": again["id"] == song["id"],
            f"there are {len(listed)} songs": len(listed) == 1,
        }
        return [problem for problem, is_well in demands.items() if not is_well]

    @property
    def _is_undone(self) -> bool:
        """Whether the song's person cancels it, so that there is something to undo."""
        return self._cell.point is Point.COMPENSATION
