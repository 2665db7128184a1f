"""Requests that a browser sends by itself must come from our own pages.

OWASP, Cross-Site Request Forgery Prevention: check the standard headers. A request with
an API key, or with neither a cookie nor an Origin, borrows nobody's authority and is let
through; nothing outside ``/api`` reads a cookie.
"""

from urllib.parse import urlsplit

from fastapi import Request

from services.gateway.auth.cookies import read_token
from services.gateway.auth.errors import ForeignOrigin
from services.gateway.dependencies import WebSettingsDep
from shared.settings import WebSettings

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


async def require_own_origin(request: Request, settings: WebSettingsDep) -> None:
    if request.method in _SAFE or "authorization" in request.headers:
        return
    if not request.url.path.startswith("/api/"):
        return
    origin = request.headers.get("origin")
    if origin is not None:
        # Also without a cookie: nobody is to be signed in by another site.
        own = _is_ours(origin, request, settings)
    elif read_token(request, settings) is None:
        own = True
    else:
        own = request.headers.get("sec-fetch-site") == "same-origin"
    if not own:
        raise ForeignOrigin


def _is_ours(origin: str, request: Request, settings: WebSettings) -> bool:
    public = urlsplit(settings.public_url)
    if origin == f"{public.scheme}://{public.netloc}":
        return True
    # The same server under another name, such as 127.0.0.1 for localhost.
    return origin == f"{public.scheme}://{request.headers.get('host', '')}"
