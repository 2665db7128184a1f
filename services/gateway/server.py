"""Runs the gateway: ``python -m services.gateway.server``."""

import gc
import os
import signal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from shared.settings import WebSettings

# A page of songs makes some thousand objects: at Python's 700 each would be looked
# through twice, among all that the libraries brought along.
_GARBAGE_AFTER: Final = 20_000


def main() -> None:
    # A container's first process hears no signal that it did not ask for, and what comes
    # now takes a second. The server ends in its own way, and then sends itself the signal.
    signal.signal(signal.SIGTERM, _leave)
    import uvicorn

    from services.gateway.app import create_app
    from services.gateway.settings import GatewaySettings
    from shared.kill_points import tell_if_armed
    from shared.logging import configure_logging

    configure_logging(service="gateway")
    tell_if_armed()
    # A wrong setting stops the process here, with one line, not inside the server.
    settings = GatewaySettings.from_environment()
    app = create_app(settings)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE_AFTER)
    uvicorn.run(app, **options_of(settings.web))


def _leave(*_: object) -> None:
    # At once: a thread that waits for a bucket that is gone would hold the process.
    os._exit(0)


def options_of(web: "WebSettings") -> dict[str, Any]:
    """How the server runs that holds the application, here and in tests."""
    return {
        "host": web.host,
        "port": web.port,
        "ws": "none",
        "access_log": False,
        "log_level": "warning",
        # Its words go where all words go, and not around the redaction.
        "log_config": None,
        "server_header": False,
        # Else anybody could claim another address than their own, and pass the limits.
        "proxy_headers": bool(web.trusted_proxies),
        "forwarded_allow_ips": web.trusted_proxies,
        # An open event stream would otherwise hold the process for ever.
        "timeout_graceful_shutdown": 1,
    }


if __name__ == "__main__":
    main()
