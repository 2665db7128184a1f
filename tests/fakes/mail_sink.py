"""The development stack's own mail sink, for tests that read what was sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from devstack.ports import PortBook
from devstack.running import running
from devstack.services import WebService


@dataclass(frozen=True, kw_only=True, slots=True)
class MailSink:
    url: str
    smtp_port: int
    folder: Path

    @property
    def smtp_url(self) -> str:
        return f"smtp://127.0.0.1:{self.smtp_port}"

    def mails(self, **query: str | int) -> list[dict[str, Any]]:
        """What was caught, newest first."""
        answer = httpx.get(f"{self.url}/api/mails", params=query)
        items: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
        return items


@contextmanager
def running_mail_sink(folder: Path) -> Iterator[MailSink]:
    ports = PortBook(folder / "mail-ports.json").assign(["mail", "smtp"])
    caught = folder / "mail"
    server = WebService(
        "mail",
        module="devstack.mail.server",
        environment={
            "MAIL_SINK_FOLDER": str(caught),
            "MAIL_SINK_PORT": str(ports["mail"]),
            "MAIL_SINK_SMTP_PORT": str(ports["smtp"]),
        },
        host="127.0.0.1",
        port=ports["mail"],
    )
    with running(server, log=folder / "mail.log"):
        yield MailSink(
            url=f"http://127.0.0.1:{ports['mail']}",
            smtp_port=ports["smtp"],
            folder=caught,
        )
