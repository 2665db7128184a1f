"""``musicgenerator upkeep`` of a stack at work, whose worker does the same by the clock."""

import asyncio
import subprocess

import httpx
import pytest
from temporalio.client import Client, ScheduleActionExecutionStartWorkflow

from devstack import binaries
from devstack.child_environment import inherited
from shared.contracts.upkeep import Errand, schedule_id
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

_EXPIRE = (
    "UPDATE sessions SET expires_at = now() - interval '2 hours' WHERE user_id = %s"
)
_SESSIONS = "SELECT count(*) FROM sessions WHERE user_id = %s"


async def upkeep(stack: RunningStack, *words: str) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(
        subprocess.run,
        [str(binaries.script("musicgenerator")), "upkeep", *words],
        env={**inherited(), "STACK_DIR": str(stack.folder)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


async def test_it_tells_of_the_stack_that_runs_and_does_what_it_is_told_to(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    mara_id = (await mara.get("/api/auth/me")).json()["id"]
    with stack.database() as connection:
        connection.execute(_EXPIRE, (mara_id,))

    told = await upkeep(stack)
    untouched = sessions_of(stack, mara_id)
    done = await upkeep(stack, "--apply")

    assert (told.returncode, done.returncode) == (0, 0), told.stderr + done.stderr
    assert [line.split(":")[0] for line in told.stdout.splitlines()[:3]] == [
        "songs",
        "holds",
        "objects",
    ]
    assert "  1 sessions" in told.stdout
    assert (untouched, sessions_of(stack, mara_id)) == (1, 0)


@pytest.mark.parametrize("errand", list(Errand))
async def test_its_worker_does_the_same_by_the_clock(
    stack: RunningStack, errand: Errand
) -> None:
    temporal = await Client.connect(f"127.0.0.1:{stack.ports()['temporal']}")
    schedule = temporal.get_schedule_handle(schedule_id(errand))
    await schedule.trigger()

    async def has_run() -> bool:
        return bool((await schedule.describe()).info.recent_actions)

    await until_true(has_run, what="the schedule has begun a run", within_seconds=30)
    [*_, last] = (await schedule.describe()).info.recent_actions
    assert isinstance(last.action, ScheduleActionExecutionStartWorkflow)
    report = await temporal.get_workflow_handle(last.action.workflow_id).result()

    assert report["seen"] >= 0
    assert report["after"] == ""


def sessions_of(stack: RunningStack, user_id: str) -> int:
    with stack.database() as connection:
        row = connection.execute(_SESSIONS, (user_id,)).fetchone()
    assert row
    return int(row[0])
