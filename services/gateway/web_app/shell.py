"""The web app's one page, with what each answer of it needs."""

import gzip
import re
import secrets
from collections.abc import Iterable, Sequence
from html import escape
from http import HTTPStatus
from typing import Final, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.gateway.browser_safety import POLICY, web_app_policy
from services.gateway.web_app.built import BuiltApp
from services.gateway.web_app.files import takes_gzip

_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL | re.IGNORECASE)
_GENERIC: Final = re.compile(
    r'<meta\s+(?:name="description"|property="og:[^"]*")[^>]*>', re.IGNORECASE
)
_HEAD_END: Final = "</head>"
_NONCE_BYTES: Final = 16
# In the built page, where the app reads it.
_NONCE_PLACE: Final = "__CSP_NONCE__"

_NOT_BUILT: Final = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>MusicGenerator</title></head>
<body>
<h1>The web app is not built yet</h1>
<p>Run <code>make web</code> in the repository, then load this page again.</p>
<p>The API works all the same: <a href="/docs">its description</a>.</p>
</body>
</html>
"""


def shell(
    request: Request,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    title: str | None = None,
    tags: Iterable[str] = (),
) -> Response:
    """The page with a nonce for its styles; ``tags`` are markup for its head."""
    # With a query, a page shows something else than what was drawn of it.
    address = "" if request.url.query else request.url.path
    page = built(request).page(address)
    if page is None:
        return HTMLResponse(_NOT_BUILT, HTTPStatus.SERVICE_UNAVAILABLE)
    nonce = secrets.token_urlsafe(_NONCE_BYTES)
    # Before words of others come in, which could name its place.
    page = page.replace(_NONCE_PLACE, nonce)
    content = _with_head(page, title=title, added=list(tags)).encode()
    headers = {
        # Asked for anew each time: an old page names assets that are no more.
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        POLICY: web_app_policy(
            storage_origin=request.state.storage_origin, style_nonce=nonce
        ),
    }
    if takes_gzip(request):
        # What was drawn of a page is large, and all else waits for it.
        content = gzip.compress(content, compresslevel=6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return HTMLResponse(content, status, headers=headers)


def built(request: Request) -> BuiltApp:
    return cast(BuiltApp, request.state.web_app)


def meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{escape(name)}" content="{escape(content)}">'


def _with_head(page: str, *, title: str | None, added: Sequence[str]) -> str:
    if title is not None:
        page = _GENERIC.sub("", page)
        # A function: in a plain replacement a backslash of the title would be special.
        page = _TITLE.sub(lambda _: f"<title>{escape(title)}</title>", page, count=1)
    head, end, rest = page.partition(_HEAD_END)
    return "".join([head, *(f"{tag}\n" for tag in added), end, rest])
