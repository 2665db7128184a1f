"""The sink's SMTP side: it takes every mail, and sends none on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session

from devstack.mail.folder import MailFolder

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_LARGEST_BYTES: Final = 5 * 1024 * 1024


class Catcher:
    """Called by aiosmtpd, by the names of commands."""

    def __init__(self, folder: MailFolder) -> None:
        self._folder = folder

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        await asyncio.to_thread(
            self._folder.keep, content, recipients=envelope.rcpt_tos
        )
        log.info("mail_caught", bytes=len(content))
        return "250 Caught"


@asynccontextmanager
async def catching(folder: MailFolder, *, port: int) -> AsyncIterator[None]:
    def session() -> SMTP:
        return SMTP(
            Catcher(folder),
            data_size_limit=_LARGEST_BYTES,
            enable_SMTPUTF8=True,
            hostname="localhost",
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", port)
    yield
    # Not waited for: a client that says nothing more would hold the process.
    server.close()
