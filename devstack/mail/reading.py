"""Reads what was caught. Anybody may have written it: no mail may break the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from typing import Final

ENVELOPE_HEADER: Final = "X-Sink-Recipients"

_NANOSECONDS: Final = 1_000_000_000
_LINK: Final = re.compile(r"https?://[^\s<>\"'\x00-\x1f]*[^\s<>\"'\x00-\x1f.,;:!?)\]]")
# What Python's parser is known to raise when a mail means harm.
_BROKEN: Final = (
    MessageError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CaughtMail:
    id: str
    received_at: datetime
    sender: str
    to: str
    """As the mail says; ``recipients`` is what the server was told."""
    recipients: tuple[str, ...]
    subject: str
    message_id: str
    text: str
    html: str
    links: tuple[str, ...]


def read(mail_id: str, content: bytes) -> CaughtMail:
    # Headers as text: in bytes, Python takes what is UTF-8 for unknown.
    head = HeaderParser().parsestr(content.decode(errors="replace"))
    text, html = _bodies(content)
    return CaughtMail(
        id=mail_id,
        received_at=_moment(mail_id),
        sender=_header(head, "From"),
        to=_header(head, "To"),
        recipients=tuple(_header(head, ENVELOPE_HEADER).split(", ")),
        subject=_header(head, "Subject"),
        message_id=_header(head, "Message-ID"),
        text=text,
        html=html,
        links=tuple(match[0] for match in links_in(text)),
    )


def links_in(text: str) -> Iterator[re.Match[str]]:
    return _LINK.finditer(text)


def _moment(mail_id: str) -> datetime:
    seconds = int(mail_id.partition("-")[0]) / _NANOSECONDS
    return datetime.fromtimestamp(seconds, tz=UTC)


def _header(head: Message, name: str) -> str:
    value = " ".join(str(head.get(name, "")).split())
    try:
        return _printable(str(make_header(decode_header(value))))
    except _BROKEN:
        return _printable(value)


def _bodies(content: bytes) -> tuple[str, str]:
    """The first plain text and the first HTML; without either, the mail as it came."""
    try:
        found: dict[str, str] = {}
        for part in message_from_bytes(content).walk():
            if not part.is_multipart():
                found.setdefault(part.get_content_type(), _decoded(part))
    except _BROKEN:
        found = {}
    if not found.keys() & {"text/plain", "text/html"}:
        return _as_text(content), ""
    return found.get("text/plain", ""), found.get("text/html", "")


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    try:
        return _as_text(body, charset=part.get_content_charset("utf-8"))
    except LookupError:
        return _as_text(body)


def _as_text(content: bytes, *, charset: str = "utf-8") -> str:
    return content.decode(charset, "replace").replace("\r\n", "\n")


def _printable(text: str) -> str:
    return text.encode(errors="replace").decode()
