"""A mail server that answers as a test wants it to, over a real socket."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from devstack.ports import PortBook


@dataclass
class FakeMailServer:
    """Takes every mail once it has given the answers it was told to give first."""

    port: int
    to_recipients: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.to_recipients:
            return self.to_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.to_data:
            return self.to_data.pop(0)
        self.taken.append(envelope.original_content or b"")
        self.was_encrypted.append(session.ssl is not None)
        return "250 OK"

    def log_in(
        self,
        _server: SMTP,
        _session: Session,
        _envelope: Envelope,
        _mechanism: str,
        login: LoginPassword,
    ) -> AuthResult:
        self.logins.append((login.login, login.password))
        return AuthResult(success=True)


@asynccontextmanager
async def fake_mail_server(
    folder: Path,
    *,
    start_tls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    speaks_any_script: bool = True,
) -> AsyncIterator[FakeMailServer]:
    port = PortBook(folder / "smtp-port.json").assign(["smtp"])["smtp"]
    fake = FakeMailServer(port=port)

    def session() -> SMTP:
        return SMTP(
            fake,
            hostname="localhost",
            enable_SMTPUTF8=speaks_any_script,
            tls_context=start_tls,
            # It cannot see that the socket beneath is encrypted.
            auth_require_tls=start_tls is not None,
            authenticator=fake.log_in,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", port, ssl=tls)
    yield fake
    server.close()
