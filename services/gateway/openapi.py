"""Writes the description of the API: ``python -m services.gateway.openapi``."""

import json
import sys

from pydantic import SecretStr

from services.gateway.app import create_app
from services.gateway.settings import GatewaySettings
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)


def description() -> str:
    """The same text on every machine, as long as the operations are the same."""
    document = create_app(_unused()).openapi()
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _unused() -> GatewaySettings:
    """Nothing is connected to: no word of the description comes from a setting."""
    return GatewaySettings(
        accounts=AccountSettings(),
        database=DatabaseSettings(url="postgresql+psycopg://app@127.0.0.1:9/app"),
        storage=StorageSettings(
            s3_bucket_name="songs",
            aws_access_key_id="unused",
            aws_secret_access_key=SecretStr(""),
        ),
        temporal=TemporalSettings(),
        web=WebSettings(),
    )


if __name__ == "__main__":
    sys.stdout.write(description())
