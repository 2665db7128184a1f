"""Stands in for Polar: ``python -m devstack.polar.server``."""

import uvicorn

from devstack.polar.app import create_app
from devstack.polar.settings import StandInSettings
from shared.logging import configure_logging
from shared.settings import load


def main() -> None:
    configure_logging(service="polar")
    settings = load(StandInSettings)
    uvicorn.run(
        create_app(settings),
        host="127.0.0.1",
        port=settings.port,
        # Its addresses hold the secrets of checkouts and portals.
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
