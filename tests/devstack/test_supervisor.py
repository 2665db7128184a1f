import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devstack.failures import BadSettingRefused, ProgramFailed
from devstack.process_record import ProcessRecord
from devstack.supervisor import Supervisor
from tests.devstack.programs import RecordingReport, Script, StubbornScript, all_gone

READY = "from pathlib import Path; Path('ready').touch()\n"
WAIT = "import signal; signal.pause()\n"
DIES_ONCE = """
from pathlib import Path
if not Path('ready').exists():
    Path('ready').touch()
    import time; time.sleep(0.2)
    print('the reed broke')
    raise SystemExit(3)
"""
WITH_CHILD = """
import os, subprocess, sys
from pathlib import Path
child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])
Path('pids').write_text(f'{os.getpid()} {child.pid}')
"""
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"


@pytest.fixture
def report() -> RecordingReport:
    return RecordingReport()


@pytest.fixture
async def supervisor(
    tmp_path: Path, report: RecordingReport
) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(
        logs=tmp_path / "logs",
        record=ProcessRecord(tmp_path / "processes.json"),
        report=report,
    )
    yield supervisor
    await supervisor.stop()


async def test_one_that_dies_is_named_and_started_again(
    supervisor: Supervisor, report: RecordingReport, tmp_path: Path
) -> None:
    await supervisor.start(Script(DIES_ONCE + WAIT, folder=tmp_path))

    async with asyncio.timeout(10):
        again = [await report.ready_names.get(), await report.ready_names.get()]

    assert report.deaths == [("singer", 3, "the reed broke")]
    assert again == ["singer", "singer"]


async def test_stopping_leaves_no_process_behind(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    await supervisor.start(Script(WITH_CHILD + READY + WAIT, folder=tmp_path))
    pids = [int(word) for word in (tmp_path / "pids").read_text().split()]

    await supervisor.stop()

    assert all_gone(pids)
    assert not (tmp_path / "processes.json").exists()


async def test_one_deaf_to_signals_is_ended_within_five_seconds(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    deaf = DEAF + WITH_CHILD + READY + "while True: signal.pause()\n"
    await supervisor.start(StubbornScript(deaf, folder=tmp_path))
    pids = [int(word) for word in (tmp_path / "pids").read_text().split()]
    start = time.monotonic()

    await supervisor.stop()
    seconds = time.monotonic() - start

    assert seconds < 5
    assert all_gone(pids)


async def test_a_second_wish_to_stop_waits_for_nobody(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    deaf = DEAF + READY + "while True: signal.pause()\n"
    await supervisor.start(StubbornScript(deaf, folder=tmp_path))
    start = time.monotonic()

    stopping = asyncio.create_task(supervisor.stop())
    supervisor.kill()
    await stopping

    assert time.monotonic() - start < 2


async def test_servers_stop_after_those_that_lean_on_them(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    last_words = """
import signal, sys
def stop(*_):
    with open('../stops', 'a') as stops: stops.write(NAME + ' ')
    sys.exit()
signal.signal(signal.SIGTERM, stop)
"""
    for name, kind in (("server", Script), ("worker", StubbornScript)):
        code = f"NAME = {name!r}\n" + last_words + READY + WAIT
        (tmp_path / name).mkdir()
        await supervisor.start(kind(code, folder=tmp_path / name, name=name))

    await supervisor.stop()

    assert (tmp_path / "stops").read_text().split() == ["worker", "server"]


async def test_a_refused_setting_is_not_tried_again(
    supervisor: Supervisor, report: RecordingReport, tmp_path: Path
) -> None:
    code = "import sys; print('PORT is wrong: too loud.'); sys.exit(78)"

    with pytest.raises(BadSettingRefused, match="PORT is wrong: too loud"):
        await supervisor.start(StubbornScript(code, folder=tmp_path))

    assert report.deaths == []


async def test_a_setting_refused_later_ends_the_waiting(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    code = READY + "import time; time.sleep(0.2); raise SystemExit(78)"
    await supervisor.start(StubbornScript(code, folder=tmp_path))

    with pytest.raises(BadSettingRefused):
        await supervisor.failure()


async def test_a_server_that_cannot_start_says_why_and_where_its_log_is(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    code = "raise SystemExit('no strings')"

    with pytest.raises(ProgramFailed, match="no strings") as failure:
        await supervisor.start(Script(code, folder=tmp_path))

    assert str(tmp_path / "logs" / "singer.log") in str(failure.value)


async def test_a_worker_that_cannot_start_yet_is_tried_again(
    supervisor: Supervisor, report: RecordingReport, tmp_path: Path
) -> None:
    code = """
from pathlib import Path
if not Path('tried').exists():
    Path('tried').touch()
    raise SystemExit('not yet')
"""

    await supervisor.start(StubbornScript(code + READY + WAIT, folder=tmp_path))

    assert report.deaths == [("singer", 1, "not yet")]


async def test_a_job_that_fails_says_why(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    code = "raise SystemExit('the table is set already')"

    with pytest.raises(ProgramFailed, match="the table is set already"):
        await supervisor.run_once(Script(code, folder=tmp_path))
