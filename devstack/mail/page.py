"""The mailbox as a page. A mail is written by anybody: whatever is put in is escaped."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup, escape

from devstack.mail.folder import MOST_KEPT
from devstack.mail.reading import CaughtMail, links_in

_PAGE: Final = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail: {count}</title>
<link rel="stylesheet" href="/mailbox.css">
<script src="/mailbox.js" defer></script>
</head>
<body data-newest="{newest}">
<header>
<div>
<h1>Mail</h1>
<p>What this stack would have sent. Nothing leaves your machine; the newest {kept} are
kept.</p>
</div>
<button type="button" id="clear"{disabled}>Delete all</button>
</header>
<main>
{content}
</main>
</body>
</html>
""")
_EMPTY: Final = Markup("""<p class="empty">No mail yet. Sign up, or ask for a new password,
and it appears here.</p>""")
_MAIL: Final = Markup("""<article>
<h2>{subject}</h2>
<dl>
<div><dt>To</dt><dd>{to}</dd></div>
<div><dt>From</dt><dd>{sender}</dd></div>
<div><dt>Received</dt><dd><time datetime="{moment}">{told}</time></dd></div>
</dl>
<pre>{text}</pre>
</article>""")
_LINK: Final = Markup(
    '<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>'
)


def page_of(mails: Sequence[CaughtMail]) -> str:
    return _PAGE.format(
        count=len(mails),
        newest=mails[0].id if mails else "",
        kept=MOST_KEPT,
        disabled="" if mails else Markup(" disabled"),
        content=Markup("\n").join(map(_mail, mails)) if mails else _EMPTY,
    )


def _mail(mail: CaughtMail) -> Markup:
    return _MAIL.format(
        subject=mail.subject or "(no subject)",
        # To whom it really went, which the mail itself need not say.
        to=", ".join(mail.recipients),
        sender=mail.sender,
        moment=mail.received_at.isoformat(),
        told=mail.received_at.strftime("%Y-%m-%d %H:%M:%S UTC"),
        text=_linked(mail.text or mail.html),
    )


def _linked(text: str) -> Markup:
    parts, at = [], 0
    for match in links_in(text):
        parts += [escape(text[at : match.start()]), _LINK.format(address=match[0])]
        at = match.end()
    return Markup().join([*parts, escape(text[at:])])
