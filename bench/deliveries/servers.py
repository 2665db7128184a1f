"""Gateways as processes of their own, before a database of their own."""

import http.client
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Final

from typing_extensions import override

from devstack.failures import NotReady
from devstack.polar.products import PRODUCTS
from devstack.ports import PortBook
from devstack.running import running
from devstack.services import Service

_CHECK_SECONDS: Final = 5.0
# Nothing listens there: a delivery needs neither songs nor workflows.
_NOBODY: Final = "127.0.0.1:9"


class Alive(Service):
    """Works when it answers at ``/livez``, whatever it leans on."""

    def __init__(
        self, name: str, *, module: str, environment: Mapping[str, str], port: int
    ) -> None:
        told = {**environment, "PORT": str(port)}
        super().__init__(name, module=module, environment=told)
        self.url = f"http://127.0.0.1:{port}/webhooks/polar"
        self._port = port

    @override
    def check(self) -> None:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=_CHECK_SECONDS
        )
        try:
            connection.request("GET", "/livez")
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotReady("it does not answer") from error
        finally:
            connection.close()
        if status != HTTPStatus.OK:
            raise NotReady(f"/livez was answered with {status}")


@contextmanager
def serving_twice(
    module: str, *, database_url: str, secret: str, folder: Path
) -> Iterator[Sequence[str]]:
    """Two processes of one service; the addresses at which they take deliveries."""
    name = module.rpartition(".")[2]
    book = PortBook(folder / f"{name}-ports.json")
    environment = _environment(database_url, secret)
    with ExitStack() as stack:
        addresses = []
        for each, port in book.assign([f"{name}-1", f"{name}-2"]).items():
            service = Alive(each, module=module, environment=environment, port=port)
            stack.enter_context(running(service, log=folder / f"{each}.log"))
            addresses.append(service.url)
        yield addresses


def _environment(database_url: str, secret: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "ENVIRONMENT": "test",
        "TEMPORAL_ADDRESS": _NOBODY,
        "S3_ENDPOINT_URL": f"http://{_NOBODY}",
        "S3_BUCKET_NAME": "songs",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": secrets.token_hex(8),
        "POLAR_WEBHOOK_SECRET": secret,
        "POLAR_PRODUCTS": json.dumps({each.id: each.credits for each in PRODUCTS}),
    }
