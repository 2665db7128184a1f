"""Hands mails to an SMTP server, over TLS whenever a password travels."""

import asyncio
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Self
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
)

from shared.errors import DomainError
from shared.outside_settings import MailSettings

_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_WHOLE_SECONDS: Final = 60.0
_PERMANENT: Final = 500


class MailRefused(DomainError):
    """For good: the server says that this mail will never be taken."""

    def __init__(self, *, code: int | None = None) -> None:
        answer = f" with {code}" if code else ""
        super().__init__(f"The mail server refused this mail for good{answer}.")


class MailServerAway(Exception):
    """Not now: away, busy, or set up wrongly on either side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    """From the first byte."""
    start_tls: bool
    """From the first command on; refused when the server cannot."""
    trust: ssl.SSLContext | None = None
    """Whom to believe; by default, those whom the system believes."""
    step_seconds: float = 15.0
    """How long each of its answers is waited for."""

    @classmethod
    def of(cls, settings: MailSettings) -> Self | None:
        if settings.smtp_url is None:
            return None
        url = urlsplit(settings.smtp_url.get_secret_value())
        host = url.hostname or "localhost"
        leaves_with_password = bool(url.username) and host not in _LOOPBACK
        return cls(
            host=host,
            port=url.port or _PORTS[url.scheme],
            user=unquote(url.username) if url.username else None,
            password=unquote(url.password) if url.password else None,
            tls=url.scheme == "smtps",
            start_tls=url.scheme == "smtp+starttls"
            or (url.scheme == "smtp" and leaves_with_password),
        )

    async def send(self, message: EmailMessage, *, to: str) -> None:
        """Returns once the server has taken it."""
        # What it answers names the reader, and failures are kept where many can read
        # them. So nothing of it goes on but its number: hence ``from None``.
        try:
            async with asyncio.timeout(_WHOLE_SECONDS):
                await self._send(message, to=to)
        except SMTPRecipientsRefused as error:
            raise _refusal(error.recipients[0].code) from None
        except SMTPDataError as error:
            raise _refusal(error.code) from None
        except (SMTPException, OSError, ValueError) as error:
            if isinstance(error, SMTPNotSupported) and not to.isascii():
                raise MailRefused from None
            raise MailServerAway(_kind(error)) from None

    async def _send(self, message: EmailMessage, *, to: str) -> None:
        await aiosmtplib.send(
            message,
            recipients=[to],
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.tls,
            start_tls=self.start_tls,
            tls_context=self.trust,
            timeout=self.step_seconds,
        )


def _refusal(code: int) -> Exception:
    if code >= _PERMANENT:
        return MailRefused(code=code)
    return MailServerAway(f"The mail server answered {code}.")


def _kind(error: Exception) -> str:
    code = getattr(error, "code", None)
    answer = f" {code}" if code else ""
    return f"The mail server did not take the mail: {type(error).__name__}{answer}."
