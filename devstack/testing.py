"""Servers for tests: real ones, started fast and forgotten with their folder."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from devstack.ports import PortBook
from devstack.postgres import Postgres
from devstack.running import running
from devstack.seaweedfs import GRPC_OFFSET, AccessKey, SeaweedFS, SeaweedPorts
from devstack.temporal import Temporal

BUCKET: Final = "songs"
_DOORS: Final = ("s3", "master", "volume", "filer", "admin")


@contextmanager
def running_postgres(folder: Path) -> Iterator[Postgres]:
    """A cluster that does not care for power cuts; ``url`` is its empty database."""
    port = PortBook(folder / "postgres-ports.json").assign(["postgres"])["postgres"]
    server = Postgres(
        folder / "postgres", port=port, password=secrets.token_hex(16), durable=False
    )
    with running(server, log=folder / "postgres.log"):
        yield server


@contextmanager
def running_temporal(folder: Path) -> Iterator[Temporal]:
    """The development server without its web page, with our search attributes."""
    ports = PortBook(folder / "temporal-ports.json").assign(["temporal", "metrics"])
    server = Temporal(
        folder / "temporal",
        port=ports["temporal"],
        ui_port=None,
        metrics_port=ports["metrics"],
    )
    with running(server, log=folder / "temporal.log"):
        yield server


@contextmanager
def running_seaweedfs(
    folder: Path, *, origins: Sequence[str] = ()
) -> Iterator[SeaweedFS]:
    """Object storage with one empty bucket; ``key`` opens it."""
    book = PortBook(folder / "s3-ports.json")
    ports = SeaweedPorts(**book.assign(_DOORS, twin_offset=GRPC_OFFSET))
    key = AccessKey(id=secrets.token_hex(10), secret=secrets.token_hex(20))
    server = SeaweedFS(
        folder / "s3", ports=ports, bucket=BUCKET, key=key, origins=origins
    )
    with running(server, log=folder / "s3.log"):
        yield server
