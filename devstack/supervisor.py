"""Run several programs as one: start them, keep them running, stop them in order."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from devstack.keeper import Keeper
from devstack.process_record import ProcessRecord
from devstack.program import Program
from devstack.report import Report

# Together under five seconds, which is what a person waits for after Ctrl-C.
_OTHERS_STOP_SECONDS: Final = 2.6
_SERVERS_STOP_SECONDS: Final = 1.6


class Supervisor:
    def __init__(self, *, logs: Path, record: ProcessRecord, report: Report) -> None:
        self._logs = logs
        self._record = record
        self._report = report
        self._keepers: list[Keeper] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, program: Program) -> None:
        """Return once it works; from then on it is kept running."""
        keeper = self._keeper(program)
        kept = asyncio.create_task(keeper.keep())
        self._tasks.append(kept)
        ready = asyncio.create_task(keeper.ready.wait())
        try:
            await asyncio.wait(
                {kept, ready},
                timeout=program.start_seconds,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            ready.cancel()
        if kept.done():
            kept.result()
        if not keeper.ready.is_set():
            raise keeper.too_slow()

    async def run_once(self, program: Program) -> None:
        """Return once it has ended well."""
        await self._keeper(program).run_once()

    async def failure(self) -> None:
        """Wait for ever, or raise what a restart cannot mend."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    async def stop(self) -> None:
        """Stop all: what leans on the servers first, and by force what takes too long."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        servers = [each for each in self._keepers if each.program.is_server]
        others = [each for each in self._keepers if not each.program.is_server]
        await self._stop(others, seconds=_OTHERS_STOP_SECONDS)
        await self._stop(servers, seconds=_SERVERS_STOP_SECONDS)
        self._record.clear()

    def kill(self) -> None:
        """End all at once, however much it is in the middle of."""
        for keeper in self._keepers:
            keeper.kill()

    async def _stop(self, keepers: Sequence[Keeper], *, seconds: float) -> None:
        if not keepers:
            return
        for keeper in keepers:
            keeper.ask_to_stop()
        waits = [asyncio.create_task(keeper.stopped()) for keeper in keepers]
        _, late = await asyncio.wait(waits, timeout=seconds)
        if late:
            for keeper in keepers:
                keeper.kill()
        await asyncio.gather(*waits)

    def _keeper(self, program: Program) -> Keeper:
        self._report.waiting(program.name)
        keeper = Keeper(
            program,
            log=self._logs / f"{program.name}.log",
            record=self._record,
            report=self._report,
        )
        self._keepers.append(keeper)
        return keeper
