"""What a load is put on: one gateway process, or a bare one, before servers of their own."""

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil
import psycopg

from bench.deliveries.servers import Alive
from devstack.polar.products import PRODUCTS
from devstack.ports import PortBook
from devstack.postgres import Postgres
from devstack.running import running
from devstack.seaweedfs import SeaweedFS
from devstack.services import Worker
from devstack.testing import running_seaweedfs, running_temporal
from services.gateway.migrate import migrate

# Nothing listens there.
_NOBODY: Final = "127.0.0.1:9"
_NO_LIMIT: Final = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """One of ours that is measured."""

    url: str
    pid: int

    def rss(self) -> int:
        """Bytes of memory."""
        return int(psutil.Process(self.pid).memory_info().rss)

    def cpu_seconds(self) -> float:
        used = psutil.Process(self.pid).cpu_times()
        return float(used.user + used.system)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """A migrated database, perhaps a Temporal server, and what a service is told of them."""

    folder: Path
    postgres: Postgres
    temporal: str | None
    """Its address."""
    metrics_url: str | None
    """Where Temporal counts what it is asked."""
    environment: Mapping[str, str]

    def connect(self) -> psycopg.Connection:
        return self.postgres.connect()

    @contextmanager
    def serving(
        self, module: str = "services.gateway.server", **settings: str
    ) -> Iterator[Process]:
        """One web service of ours, until the end of the block."""
        name = module.rpartition(".")[2]
        port = PortBook(self.folder / f"{name}-ports.json").assign([name])[name]
        url = f"http://127.0.0.1:{port}"
        told = {**self.environment, "PUBLIC_URL": url, **settings}
        service = Alive(name, module=module, environment=told, port=port)
        before = _children()
        with running(service, log=self.folder / f"{name}.log"):
            yield Process(url=url, pid=_new_child(before))

    @contextmanager
    def working(self, module: str, **settings: str) -> Iterator[Process]:
        """One worker of ours, until the end of the block."""
        name = module.rpartition(".")[2]
        worker = Worker(
            name,
            module=module,
            environment={**self.environment, **settings},
            ready_file=self.folder / f"{name}.ready",
        )
        before = _children()
        with running(worker, log=self.folder / f"{name}.log"):
            yield Process(url="", pid=_new_child(before))


@contextmanager
def ground(*, temporal: bool = False, storage: bool = False) -> Iterator[Ground]:
    """Servers in a folder that is forgotten; Postgres writes to disk as in production."""
    with TemporaryDirectory(prefix="load") as place, ExitStack() as stack:
        folder = Path(place)
        port = PortBook(folder / "postgres-ports.json").assign(["postgres"])["postgres"]
        postgres = Postgres(
            folder / "postgres", port=port, password=secrets.token_hex(16)
        )
        stack.enter_context(running(postgres, log=folder / "postgres.log"))
        migrate(postgres.url)
        address = metrics_url = None
        if temporal:
            server = stack.enter_context(running_temporal(folder))
            address, metrics_url = server.address, server.metrics_url
        bucket = stack.enter_context(running_seaweedfs(folder)) if storage else None
        yield Ground(
            folder=folder,
            postgres=postgres,
            temporal=address,
            metrics_url=metrics_url,
            environment={
                "DATABASE_URL": postgres.url,
                "ENVIRONMENT": "test",
                "TEMPORAL_ADDRESS": address or _NOBODY,
                "UNFINISHED_SONGS_LIMIT": str(_NO_LIMIT),
                **_bucket(bucket),
            },
        )


def shop_settings(secret: str) -> dict[str, str]:
    """For a gateway that takes deliveries. It reads the vendor's package for seconds."""
    return {
        "POLAR_WEBHOOK_SECRET": secret,
        "POLAR_PRODUCTS": json.dumps({each.id: each.credits for each in PRODUCTS}),
    }


def _bucket(server: SeaweedFS | None) -> dict[str, str]:
    """Without one, addresses are signed all the same, and nothing is stored."""
    return {
        "S3_ENDPOINT_URL": server.endpoint_url if server else f"http://{_NOBODY}",
        "S3_BUCKET_NAME": server.bucket if server else "songs",
        "AWS_ACCESS_KEY_ID": server.key.id if server else "nobody",
        "AWS_SECRET_ACCESS_KEY": server.key.secret if server else secrets.token_hex(8),
    }


def _children() -> set[int]:
    return {each.pid for each in psutil.Process().children()}


def _new_child(before: set[int]) -> int:
    [pid] = _children() - before
    return pid
