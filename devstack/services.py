"""Our own services as programs of the stack: migrations, workers, gateway."""

import http.client
import sys
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Final

from typing_extensions import override

from devstack.child_environment import inherited
from devstack.failures import NotReady
from devstack.program import Program

_CHECK_SECONDS: Final = 5.0


class Service(Program):
    """A Python module of ours, run in a process of its own."""

    survives_bad_start = True
    is_server = False

    def __init__(
        self, name: str, *, module: str, environment: Mapping[str, str]
    ) -> None:
        self._name = name
        self._module = module
        self._environment = environment

    @property
    @override
    def name(self) -> str:
        return self._name

    @override
    def command(self) -> Sequence[str]:
        return [sys.executable, "-m", self._module]

    @override
    def environment(self) -> Mapping[str, str]:
        # Else the last words of one that dies stay in a buffer.
        return {**inherited(), "PYTHONUNBUFFERED": "1", **self._environment}

    @override
    def check(self) -> None:
        """One that only does a job is never asked."""


class Worker(Service):
    """Ready when it has made the file that it is told of."""

    # The large models take minutes to load from a slow disk.
    start_seconds = 900.0

    def __init__(
        self,
        name: str,
        *,
        module: str,
        environment: Mapping[str, str],
        ready_file: Path,
    ) -> None:
        told = {**environment, "READY_FILE": str(ready_file)}
        super().__init__(name, module=module, environment=told)
        self._ready_file = ready_file

    @override
    def prepare(self) -> None:
        self._ready_file.parent.mkdir(parents=True, exist_ok=True)
        self._ready_file.unlink(missing_ok=True)

    @override
    def check(self) -> None:
        if not self._ready_file.exists():
            raise NotReady("it has not begun to take work")

    @override
    def clean_up(self) -> None:
        self._ready_file.unlink(missing_ok=True)


class WebService(Service):
    """Ready when ``/readyz`` says that it and all it leans on are."""

    def __init__(
        self,
        name: str,
        *,
        module: str,
        environment: Mapping[str, str],
        host: str,
        port: int,
    ) -> None:
        super().__init__(name, module=module, environment=environment)
        self._host = _reachable(host)
        self._port = port

    @override
    def check(self) -> None:
        connection = http.client.HTTPConnection(
            self._host, self._port, timeout=_CHECK_SECONDS
        )
        try:
            connection.request("GET", "/readyz")
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotReady(f"port {self._port} does not answer") from error
        finally:
            connection.close()
        if status != HTTPStatus.OK:
            raise NotReady(f"/readyz was answered with {status}")


def _reachable(host: str) -> str:
    """An address to ask at, for one to listen on: "all of them" is no address."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
