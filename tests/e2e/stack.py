"""One real stack as a person starts it, and the ways a test looks inside it."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
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

SKETCH = {"INFERENCE_ENGINE": "sketch"}
_UP = "Ctrl-C stops"
_START_SECONDS = 90.0
_STOP_SECONDS = 10.0
_LOOK_EVERY_SECONDS = 0.05


class _Dev(Program):
    """The command itself; tied to the test run, so that it never outlives it."""

    stop_signal = signal.SIGINT

    def __init__(self, folder: Path, *, port: int, settings: Mapping[str, str]) -> None:
        self._folder = folder
        self._port = port
        self._settings = settings

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
            **self._settings,
        }

    @override
    def check(self) -> None:
        """It says itself when it is ready."""


class RunningStack:
    """Its data outlive it: ``crash`` and ``start`` go on in the same folder."""

    def __init__(self, place: Path, settings: Mapping[str, str]) -> None:
        self._settings = settings
        self.folder = place / "stack"
        self.secrets: set[str] = set()
        """What people typed or were given, and no log may repeat."""
        self._output = place / "said.log"
        book = PortBook(place / "gateway-port.json")
        self._port = book.assign(["gateway"])["gateway"]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"

    def start(self) -> None:
        """Return once it says that it is ready; else fail with the ends of its logs."""
        program = _Dev(self.folder, port=self._port, settings=self._settings)
        with self._output.open("ab") as said:
            heard = said.tell()
            self._process = subprocess.Popen(
                words(program), stdout=said, stderr=said, **surroundings(program)
            )
        deadline = time.monotonic() + _START_SECONDS
        while _UP not in self.said()[heard:]:
            if self._process.poll() is not None or time.monotonic() > deadline:
                tails = [
                    f"{name}: {text[-1500:]}" for name, text in self.logs().items()
                ]
                raise AssertionError("The stack did not start.\n" + "\n\n".join(tails))
            time.sleep(_LOOK_EVERY_SECONDS)

    def crash(self) -> list[int]:
        """End the stack itself with no chance to stop anything; return what it ran."""
        assert self._process is not None
        family = self._family()
        self._process.kill()
        self._process.wait()
        return family

    def stop(self) -> None:
        """Stop it as Ctrl-C does, and see that it ends well and leaves nothing running."""
        assert self._process is not None
        family = self._family()
        self._process.send_signal(signal.SIGINT)
        status = self._process.wait(_STOP_SECONDS)
        assert status == 0, self.said()[-1500:]
        assert self.said().endswith("Stopping.\nStopped.\n")
        assert all_gone(family, within_seconds=1)

    def abandon(self) -> None:
        """For the end of a run that went wrong: end what still runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _family(self) -> list[int]:
        assert self._process is not None
        children = psutil.Process(self._process.pid).children(recursive=True)
        return [child.pid for child in children]

    def said(self) -> str:
        return self._output.read_text()

    def ports(self) -> dict[str, int]:
        return _read(self.folder / "ports.json")

    def pids(self) -> dict[str, int]:
        processes = _read(self.folder / "processes.json").items()
        return {name: process["pid"] for name, process in processes}

    def logs(self) -> dict[str, str]:
        """The text of every log, and what the stack said on its terminal."""
        files = [*sorted((self.folder / "logs").glob("*")), self._output]
        return {file.name: file.read_text(errors="replace") for file in files}

    def kill(self, name: str, *, number: signal.Signals = signal.SIGKILL) -> None:
        """End one of its processes as a crash or the system would: at once."""
        os.kill(self.pids()[name], number)

    def kill_engines(self) -> None:
        """End the processes that hold the models, but not their worker."""
        worker = psutil.Process(self.pids()["inference-worker"])
        for child in worker.children():
            # One that just died, or is not yet collected, cannot be asked any more.
            with suppress(psutil.NoSuchProcess):
                if any("spawn_main" in word for word in child.cmdline()):
                    child.kill()

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
def running_stack(
    place: Path, settings: Mapping[str, str] = SKETCH
) -> Iterator[RunningStack]:
    """Yield a stack that is ready; at the end see it stop as a person would stop it."""
    stack = RunningStack(place, settings)
    try:
        stack.start()
        yield stack
        stack.stop()
    finally:
        stack.abandon()


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found
