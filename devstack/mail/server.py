"""Catches the mail of a development stack: ``python -m devstack.mail.server``."""

import uvicorn

from devstack.mail.app import create_app
from devstack.mail.settings import MailSinkSettings
from shared.logging import configure_logging
from shared.settings import load


def main() -> None:
    configure_logging(service="mail")
    settings = load(MailSinkSettings)
    uvicorn.run(
        create_app(settings),
        host="127.0.0.1",
        port=settings.port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
