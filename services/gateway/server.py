"""Runs the gateway: ``python -m services.gateway.server``."""

import uvicorn

from services.gateway.app import create_app
from shared.logging import configure_logging
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
    load,
)


def main() -> None:
    configure_logging(service="gateway")
    settings = load(WebSettings)
    # A wrong setting should stop the process here, with one line, not inside the server.
    for other in (AccountSettings, DatabaseSettings, StorageSettings, TemporalSettings):
        load(other)
    uvicorn.run(
        create_app(),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        # Open event streams would hold the process for ever.
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
