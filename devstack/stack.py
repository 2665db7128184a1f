"""The whole service on one machine: which programs, in which order, until when."""

import asyncio
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from devstack import metrics_ports
from devstack.arrangement import (
    arrange,
    environment_of,
    helpers_of,
    services_of,
)
from devstack.postgres import Postgres
from devstack.process_record import ProcessRecord
from devstack.report import Report
from devstack.services import Service
from devstack.settings import StackSettings
from devstack.stack_folder import keys_of
from devstack.supervisor import Supervisor


class Stack:
    """One stack in one folder, which the caller has locked."""

    def __init__(
        self, folder: Path, *, settings: StackSettings, report: Report
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._report = report
        self._record = ProcessRecord(folder / "processes.json")
        self._supervisor = Supervisor(
            logs=folder / "logs", record=self._record, report=report
        )

    async def run(self) -> None:
        """Run until a signal asks for the end, or raise what no restart can mend."""
        asked = self._listen_for_signals()
        work = asyncio.create_task(self._work())
        stop = asyncio.create_task(asked.wait())
        try:
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
            self._report.note("Stopping.")
            work.cancel()
            # It may be about to start one more; only then is the list of all complete.
            await asyncio.wait({work})
            await self._supervisor.stop()
        if not work.cancelled():
            work.result()

    def _listen_for_signals(self) -> asyncio.Event:
        asked = asyncio.Event()

        def ask() -> None:
            if asked.is_set():
                self._supervisor.kill()
            asked.set()

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, ask)
        return asked

    async def _work(self) -> None:
        for name in self._record.end_leftovers():
            self._report.note(f"{name}: one left over from before was ended")
        servers = arrange(self._folder, settings=self._settings)
        metrics_ports.write_targets(
            self._folder / "prometheus-targets.json", servers.ports
        )
        environment = environment_of(self._settings, servers, keys_of(self._folder))
        start = self._supervisor.start
        helpers = helpers_of(servers, environment, folder=self._folder)
        await _together(
            self._with_tables(servers.postgres, environment),
            start(servers.seaweedfs),
            start(servers.temporal),
            *(start(helper) for helper in helpers),
        )
        services = services_of(
            self._settings,
            environment,
            run_dir=self._folder / "run",
            ports=servers.ports,
        )
        await _together(*(start(service) for service in services))
        self._report.running(servers.ports)
        await self._supervisor.failure()

    async def _with_tables(
        self, postgres: Postgres, environment: dict[str, str]
    ) -> None:
        await self._supervisor.start(postgres)
        migrations = Service(
            "migrations", module="services.gateway.migrate", environment=environment
        )
        await self._supervisor.run_once(migrations)


async def _together(*steps: Coroutine[Any, Any, None]) -> None:
    """Wait for all; when one fails the others are given up before it is told."""
    tasks = [asyncio.create_task(step) for step in steps]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
