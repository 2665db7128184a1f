"""``musicgenerator audit``, asked of a stack at work, and of one in which something is wrong."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx

from devstack import binaries
from devstack.arrangement import BUCKET
from devstack.child_environment import inherited
from tests.e2e.asking import ask, composing, ended
from tests.e2e.stack import RunningStack

_SETTLED = ("--grace", "0", "--settle", "1")


async def audit(stack: RunningStack, *words: str) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(
        subprocess.run,
        [str(binaries.script("musicgenerator")), "audit", *words],
        env={**inherited(), "STACK_DIR": str(stack.folder)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


async def test_a_stack_at_work_is_found_clean(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    songs = [await ask(mara, audio_duration=20) for _ in range(3)]
    await composing(mara, songs[0])

    busy = await audit(stack)
    for song in songs:
        await ended(mara, song)
    done = await audit(stack, "--deep")

    assert (busy.returncode, busy.stderr) == (0, ""), busy.stdout
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("No violation in ")


async def test_what_is_wrong_with_a_stack_is_told(stack: RunningStack) -> None:
    key = f"songs/{uuid4()}/audio.mp3"
    with _stored(stack, key):
        done = await audit(stack, *_SETTLED, "--json")

    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert [each["sentence"] for each in told["violations"]] == [
        f"{key} belongs to no song"
    ]


@contextmanager
def _stored(stack: RunningStack, key: str) -> Iterator[None]:
    bucket = stack.bucket()
    bucket.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    try:
        yield
    finally:
        bucket.delete_object(Bucket=BUCKET, Key=key)
