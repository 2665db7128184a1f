"""Puts a mail together: headers, plain text, and the same once more in HTML."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from string import Template
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from services.workflows.activities.mail_texts import OURSELVES, TEXTS, Words
from shared.models.base import utc_now
from shared.models.mail import MailPurpose

_PAGE: Final = Template(
    """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>$subject</title></head>
<body style="margin:0;padding:24px;background:#f4f2f7;color:#241f31;\
font:16px/1.5 system-ui,sans-serif">
<div style="max-width:34em;margin:0 auto;padding:24px;background:#fff;border-radius:12px">
$content
</div>
</body>
</html>
"""
)
_BUTTON: Final = (
    "display:inline-block;padding:10px 18px;border-radius:8px;background:#5b3fd6;"
    "color:#fff;text-decoration:none"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is known of a mail when it is written."""

    mail_id: UUID
    purpose: MailPurpose
    to: str
    name: str | None
    """Left out where the reader may not be the person: a name can be an advertisement."""
    token: str | None


class MailWriter:
    def __init__(self, *, sender: str, public_url: str) -> None:
        self._sender = sender
        self._site = public_url.rstrip("/")

    def write(self, order: Order) -> EmailMessage:
        words = TEXTS[order.purpose]
        # It refuses line breaks in what it is given: nobody adds a header by a name.
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = order.to
        message["Subject"] = f"{words.subject} ({OURSELVES})"
        message["Date"] = format_datetime(utc_now())
        # The same for each attempt: what arrives twice is recognisable.
        message["Message-ID"] = f"<{order.mail_id}@{self._host}>"
        # Out-of-office replies would answer to nobody (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content("\n\n".join(self._text(words, order)) + "\n")
        page = _PAGE.substitute(
            subject=escape(words.subject),
            content="\n".join(self._html(words, order)),
        )
        message.add_alternative(page, subtype="html")
        return message

    @property
    def _host(self) -> str:
        return urlsplit(self._site).hostname or "localhost"

    def _text(self, words: Words, order: Order) -> list[str]:
        link = self._link(words, order)
        return [
            _greeting(order),
            self._filled(words.opening),
            *([link] if link else []),
            *map(self._filled, words.closing),
            f"-- \n{OURSELVES}, {self._site}",
        ]

    def _html(self, words: Words, order: Order) -> list[str]:
        link = self._link(words, order)
        paragraphs = [_greeting(order), self._filled(words.opening)]
        content = [f"<p>{escape(text)}</p>" for text in paragraphs]
        if link and words.link:
            label, address = escape(words.link.label), escape(link)
            content.append(f'<p><a href="{address}" style="{_BUTTON}">{label}</a></p>')
            content.append(
                f'<p style="font-size:13px;word-break:break-all">{address}</p>'
            )
        content += [f"<p>{escape(self._filled(text))}</p>" for text in words.closing]
        return content

    def _link(self, words: Words, order: Order) -> str | None:
        if words.link is None or order.token is None:
            return None
        # In the fragment, which browsers send to no server: no log ever sees it.
        return f"{self._site}/{words.link.path}#token={order.token}"

    def _filled(self, paragraph: str) -> str:
        return paragraph.replace("{site}", self._site)


def _greeting(order: Order) -> str:
    return f"Hello {order.name}," if order.name else "Hello,"
