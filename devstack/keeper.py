"""Keep one program running: start it, see it ready, start it again when it dies."""

import asyncio
import os
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path
from typing import Final

from devstack.child import kill, surroundings, words
from devstack.failures import BadSettingRefused, NotReady, ProgramFailed
from devstack.logs import open_log, telling_line
from devstack.process_record import ProcessRecord
from devstack.program import Program
from devstack.report import Report
from shared.settings import BAD_SETTING

_FIRST_RETRY_SECONDS: Final = 0.2
_LONGEST_RETRY_SECONDS: Final = 10.0
_STEADY_SECONDS: Final = 30.0
_POLL_SECONDS: Final = 0.05


class Keeper:
    """``keep`` runs for ever; it ends by raising what cannot be mended by a restart."""

    def __init__(
        self, program: Program, *, log: Path, record: ProcessRecord, report: Report
    ) -> None:
        self.program = program
        self.ready = asyncio.Event()
        self._log = log
        self._record = record
        self._report = report
        self._process: Process | None = None
        self._log_start = 0
        self._why_not_ready = "it never answered"

    async def keep(self) -> None:
        retry_seconds = _FIRST_RETRY_SECONDS
        clock = asyncio.get_running_loop().time
        while True:
            born = clock()
            process = await self._launch()
            status = await self._watch(process)
            # A pool that it left behind would work beside the next one's.
            kill(process.pid)
            line = telling_line(self._log, since=self._log_start)
            self._refuse_what_cannot_be_mended(status, line)
            if clock() - born >= _STEADY_SECONDS:
                retry_seconds = _FIRST_RETRY_SECONDS
            self._report.died(
                self.program.name, status=status, line=line, retry_seconds=retry_seconds
            )
            await asyncio.sleep(retry_seconds)
            retry_seconds = min(2 * retry_seconds, _LONGEST_RETRY_SECONDS)

    async def run_once(self) -> None:
        """For a program that has a job to do and then ends."""
        status = await (await self._launch()).wait()
        line = telling_line(self._log, since=self._log_start)
        if status == BAD_SETTING:
            raise BadSettingRefused(self.program.name, line)
        if status != 0:
            raise ProgramFailed(self.program.name, line, self._log)

    def too_slow(self) -> ProgramFailed:
        return ProgramFailed(self.program.name, self._why_not_ready, self._log)

    def ask_to_stop(self) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, self.program.stop_signal)

    async def stopped(self) -> None:
        if self._process is not None:
            await self._process.wait()
            # What it started may outlive it.
            kill(self._process.pid)
        self.program.clean_up()

    def kill(self) -> None:
        if self._process is not None and self._process.returncode is None:
            kill(self._process.pid)

    async def _launch(self) -> Process:
        await asyncio.to_thread(self.program.prepare)
        with open_log(self._log) as output:
            self._log_start = output.tell()
            self._process = await asyncio.create_subprocess_exec(
                *words(self.program),
                stdout=output,
                stderr=output,
                **surroundings(self.program),
            )
        self._record.add(self.program.name, self._process.pid)
        return self._process

    async def _watch(self, process: Process) -> int:
        """Announce it when it is ready; return its exit status when it has ended."""
        end = asyncio.create_task(process.wait())
        readiness = asyncio.create_task(self._until_ready())
        try:
            await asyncio.wait({end, readiness}, return_when=asyncio.FIRST_COMPLETED)
            if readiness.done():
                readiness.result()
            return await end
        finally:
            end.cancel()
            readiness.cancel()

    async def _until_ready(self) -> None:
        clock = asyncio.get_running_loop().time
        start = clock()
        while True:
            try:
                await asyncio.to_thread(self.program.check)
                break
            except NotReady as reason:
                self._why_not_ready = str(reason)
            await asyncio.sleep(_POLL_SECONDS)
        self._report.ready(self.program.name, seconds=clock() - start)
        self.ready.set()

    def _refuse_what_cannot_be_mended(self, status: int, line: str) -> None:
        if status == BAD_SETTING:
            raise BadSettingRefused(self.program.name, line)
        if not self.ready.is_set() and not self.program.survives_bad_start:
            raise ProgramFailed(self.program.name, line, self._log)
        self._why_not_ready = f"it ended with status {status}: {line}"
