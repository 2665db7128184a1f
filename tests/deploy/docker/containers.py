"""Images started as an orchestrator starts them: read-only, without rights, ended by SIGTERM."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import httpx

from tests.deploy.docker.building import Image
from tests.deploy.docker.recipes import last, line_of, stages_of
from tests.deploy.docker.sandbox import USER, beside, process_in

_RUN_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Container:
    started: subprocess.Popen[str]
    log: Path
    environment: Mapping[str, str]
    health_check: Sequence[str]

    @property
    def words(self) -> str:
        return self.log.read_text()

    def is_healthy(self) -> bool:
        """What the image's own health check says, asked inside the container."""
        process = process_in(self.started)
        if process is None:
            return False
        words = beside(process, self.health_check, self.environment)
        asked = subprocess.run(words, capture_output=True, timeout=10, check=False)
        return asked.returncode == 0

    def get(self, url: str) -> str:
        return httpx.get(url, timeout=10, trust_env=False).raise_for_status().text

    def wait_for(self, what: Callable[[], bool], *, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not what():
            assert self.started.poll() is None, self.words
            assert time.monotonic() < end, self.words
            time.sleep(_LOOK_SECONDS)

    def stop(self, *, grace_seconds: float) -> int:
        """Send SIGTERM to the first process; raises ``TimeoutExpired`` after the grace."""
        process = process_in(self.started)
        assert process is not None
        os.kill(process, signal.SIGTERM)
        return self.started.wait(timeout=grace_seconds)


def health_check_of(recipe: Path, target: str) -> list[str]:
    check = last(line_of(stages_of(recipe), target), "HEALTHCHECK")
    return list(check.values[1:])


@contextmanager
def started(
    image: Image,
    environment: Mapping[str, str],
    *,
    log: Path,
    health_check: Sequence[str],
    scratch: Sequence[str] = (),
) -> Iterator[Container]:
    assert image.user == f"{USER}:{USER}"
    told = {**image.environment, **environment}
    words = image.root.service(
        [*image.entrypoint, *image.arguments],
        environment=told,
        directory=image.directory,
        scratch=scratch,
    )
    with (
        log.open("w") as output,
        subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        try:
            yield Container(
                started=process,
                log=log,
                environment=told,
                health_check=health_check,
            )
        finally:
            # Its first process goes with it, and so all that is in there.
            process.kill()


def run(
    image: Image,
    words: Sequence[str] | None = None,
    environment: Mapping[str, str] | None = None,
    *,
    scratch: Sequence[str] = (),
    lent: Mapping[str, Path] | None = None,
    read_only: bool = True,
) -> subprocess.CompletedProcess[str]:
    """The image with arguments in the place of its own, to its end."""
    assert image.user == f"{USER}:{USER}"
    arguments = image.arguments if words is None else words
    return subprocess.run(
        image.root.service(
            [*image.entrypoint, *arguments],
            environment={**image.environment, **(environment or {})},
            directory=image.directory,
            scratch=scratch,
            lent=lent,
            read_only=read_only,
        ),
        capture_output=True,
        text=True,
        timeout=_RUN_SECONDS,
        check=False,
    )


def shell(image: Image, script: str, *, read_only: bool = True) -> list[str]:
    """Lines that a shell command tells, as the image's user."""
    bare = replace(image, entrypoint=["/bin/sh", "-c"])
    done = run(bare, [script], read_only=read_only)
    assert done.returncode == 0, f"{script}: {done.stderr}"
    return done.stdout.splitlines()
