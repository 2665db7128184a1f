"""One real stack as a person starts it, and the ways a test looks inside it."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import psutil
import psycopg
from typing_extensions import override

from devstack import binaries
from devstack.arrangement import BUCKET
from devstack.child import surroundings, words
from devstack.child_environment import inherited
from devstack.ports import PortBook
from devstack.postgres import Postgres
from devstack.program import Program
from devstack.seaweedfs import REGION
from devstack.stack_folder import keys_of
from tests.devstack.programs import all_gone

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

_UP = "Ctrl-C stops"
_START_SECONDS = 90.0
_STOP_SECONDS = 10.0
_LOOK_EVERY_SECONDS = 0.05


class _Dev(Program):
    """The command itself; tied to the test run, so that it never outlives it."""

    stop_signal = signal.SIGINT

    def __init__(self, folder: Path, *, port: int) -> None:
        self._folder = folder
        self._port = port

    @property
    @override
    def name(self) -> str:
        return "dev"

    @override
    def command(self) -> Sequence[str]:
        return [str(binaries.script("musicgenerator")), "dev"]

    @override
    def environment(self) -> dict[str, str]:
        return {
            **inherited(),
            "PORT": str(self._port),
            "STACK_DIR": str(self._folder),
            "INFERENCE_ENGINE": "sketch",
        }

    @override
    def check(self) -> None:
        """It says itself when it is ready."""


@dataclass(frozen=True, kw_only=True)
class RunningStack:
    process: subprocess.Popen[bytes]
    folder: Path
    url: str
    output: Path
    secrets: set[str] = field(default_factory=set)
    """What people typed or were given, and no log may repeat."""

    def said(self) -> str:
        return self.output.read_text()

    def ports(self) -> dict[str, int]:
        return _read(self.folder / "ports.json")

    def pids(self) -> dict[str, int]:
        processes = _read(self.folder / "processes.json").items()
        return {name: process["pid"] for name, process in processes}

    def logs(self) -> dict[str, str]:
        """The text of every log, and what the stack said on its terminal."""
        files = [*sorted((self.folder / "logs").iterdir()), self.output]
        return {file.name: file.read_text(errors="replace") for file in files}

    def kill(self, name: str) -> None:
        """End one of its processes as a crash or the system would: at once."""
        os.kill(self.pids()[name], signal.SIGKILL)

    def database(self) -> psycopg.Connection:
        keys = keys_of(self.folder)
        server = Postgres(
            self.folder / "postgres",
            port=self.ports()["postgres"],
            password=keys.postgres_password,
        )
        return server.connect()

    def bucket(self) -> "S3Client":
        keys = keys_of(self.folder)
        return boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{self.ports()['s3']}",
            region_name=REGION,
            aws_access_key_id=keys.s3_access_key_id,
            aws_secret_access_key=keys.s3_secret_access_key,
        )

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """Everything in the bucket below a prefix, by key."""
        bucket = self.bucket()
        pages = bucket.get_paginator("list_objects_v2")
        return {
            entry["Key"]: bucket.get_object(Bucket=BUCKET, Key=entry["Key"])[
                "Body"
            ].read()
            for page in pages.paginate(Bucket=BUCKET, Prefix=prefix)
            for entry in page.get("Contents", [])
        }


@contextmanager
def running_stack(folder: Path) -> Iterator[RunningStack]:
    """Yield a stack that is ready; at the end see it stop as a person would stop it."""
    port = PortBook(folder / "gateway-port.json").assign(["gateway"])["gateway"]
    program, output = _Dev(folder / "stack", port=port), folder / "said.log"
    with output.open("wb") as said:
        process = subprocess.Popen(
            words(program), stdout=said, stderr=said, **surroundings(program)
        )
    stack = RunningStack(
        process=process,
        folder=folder / "stack",
        url=f"http://localhost:{port}",
        output=output,
    )
    try:
        _await_ready(stack)
        yield stack
        _stop(stack)
    finally:
        process.kill()
        process.wait()


def _await_ready(stack: RunningStack) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while _UP not in stack.said():
        if stack.process.poll() is not None or time.monotonic() > deadline:
            tails = [f"{name}: {text[-1500:]}" for name, text in stack.logs().items()]
            raise AssertionError("The stack did not start.\n" + "\n\n".join(tails))
        time.sleep(_LOOK_EVERY_SECONDS)


def _stop(stack: RunningStack) -> None:
    family = psutil.Process(stack.process.pid).children(recursive=True)
    stack.process.send_signal(signal.SIGINT)
    status = stack.process.wait(_STOP_SECONDS)
    assert status == 0, stack.said()[-1500:]
    assert stack.said().endswith("Stopping.\nStopped.\n")
    assert all_gone([process.pid for process in family], within_seconds=1)


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found
