"""Runs the gateway: ``python -m services.gateway.server``."""

import uvicorn

from services.gateway.app import create_app
from services.gateway.settings import GatewaySettings
from shared.logging import configure_logging


def main() -> None:
    configure_logging(service="gateway")
    # A wrong setting stops the process here, with one line, not inside the server.
    settings = GatewaySettings.from_environment()
    uvicorn.run(
        create_app(settings),
        host=settings.web.host,
        port=settings.web.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        # Else anybody could claim another address than their own, and pass the limits.
        proxy_headers=bool(settings.web.trusted_proxies),
        forwarded_allow_ips=settings.web.trusted_proxies,
        # An open event stream would otherwise hold the process for ever.
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
