"""The audit of the stack that runs in a folder: where it is, and with which keys."""

import asyncio
import json
import logging
from pathlib import Path

from pydantic import PostgresDsn, SecretStr

from devstack.arrangement import BUCKET
from devstack.failures import StackFailure
from devstack.postgres import Postgres
from devstack.seaweedfs import REGION
from devstack.settings import StackSettings
from devstack.stack_folder import Keys, address_of_running, keys_of
from devstack.temporal import NAMESPACE
from services.workflows.audit.command import Addresses, run
from shared.contracts.audit import Audit
from shared.logging import configure_logging
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    load,
)


def audit(request: Audit, *, logs: Path | None, as_json: bool) -> int:
    """Of the stack in ``STACK_DIR``, by default with its own logs; the exit status."""
    configure_logging(service="audit", level=logging.CRITICAL)
    folder = load(StackSettings).stack_dir
    addresses = addresses_of(folder)
    return asyncio.run(
        run(addresses, request, logs=logs or folder / "logs", as_json=as_json)
    )


def addresses_of(folder: Path) -> Addresses:
    """As its services were told them; ``StackFailure`` when no stack runs there."""
    if address_of_running(folder) is None:
        raise StackFailure(
            f"No stack runs in {folder}: start it with `make dev`, or name the folder of"
            " another with STACK_DIR=…"
        )
    ports = json.loads((folder / "ports.json").read_text())
    keys = keys_of(folder)
    postgres = Postgres(
        folder / "postgres", port=ports["postgres"], password=keys.postgres_password
    )
    return Addresses(
        database=DatabaseSettings(url=PostgresDsn(postgres.url)),
        storage=_storage(ports, keys),
        temporal=TemporalSettings(
            address=f"127.0.0.1:{ports['temporal']}", namespace=NAMESPACE
        ),
        people=load(AccountSettings),
    )


def _storage(ports: dict[str, int], keys: Keys) -> StorageSettings:
    return StorageSettings(
        s3_endpoint_url=f"http://127.0.0.1:{ports['s3']}",
        s3_bucket_name=BUCKET,
        aws_access_key_id=keys.s3_access_key_id,
        aws_secret_access_key=SecretStr(keys.s3_secret_access_key),
        aws_region=REGION,
    )
