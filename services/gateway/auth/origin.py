"""Requests that a browser sends by itself must come from our own pages.

OWASP, Cross-Site Request Forgery Prevention: check the standard headers. An API key
borrows nobody's authority and is let through; nothing outside ``/api`` reads a cookie.
"""

from functools import lru_cache
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import httpx
from fastapi import Request

from services.gateway.auth.cookies import read_token
from services.gateway.auth.errors import ForeignOrigin, MisdirectedRequest
from services.gateway.dependencies import WebSettingsDep
from shared.settings import WebSettings

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_PORTS: Final = {"http": 80, "https": 443}


async def require_own_origin(request: Request, settings: WebSettingsDep) -> None:
    if not request.url.path.startswith("/api/"):
        return
    # Not just any Authorization: a link with a user's name in it brings a Basic one along.
    if request.headers.get("authorization", "").startswith("Bearer "):
        return
    _require_own_name(request.headers.get("host", ""), settings.public_url)
    if request.method not in _SAFE and not _is_from_us(request, settings):
        raise ForeignOrigin


def _is_from_us(request: Request, settings: WebSettings) -> bool:
    origin = request.headers.get("origin")
    if origin is not None:
        # Also without a cookie: nobody is to be signed in by another site.
        return _is_ours(origin, settings.public_url)
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return read_token(request, settings) is None


def _is_ours(origin: str, public_url: str) -> bool:
    """Compared as browsers write it: what is spelt otherwise comes from none of our pages."""
    scheme, name, port = _parts(public_url)
    if origin == _written(scheme, name, port):
        return True
    # The same server under another name, such as 127.0.0.1 for localhost. Never whatever
    # name ``Host`` says: anybody can point a name of theirs at this machine.
    given = _name_in(origin)
    return (
        _is_loopback(name)
        and _is_loopback(given)
        and origin == _written(scheme, given, port)
    )


def _require_own_name(host: str, public_url: str) -> None:
    """A page whose name was pointed at this machine is not to read what only we may.

    Elsewhere than on one's own machine, a name is the business of the proxy before us.
    """
    if not _is_loopback(_parts(public_url)[1]):
        return
    name = _name_in(f"//{host}")
    if not _is_loopback(name) and not _is_address(name):
        raise MisdirectedRequest(public_url=public_url)


@lru_cache
def _parts(public_url: str) -> tuple[str, str, int]:
    url = httpx.URL(public_url)
    name = url.raw_host.decode()
    return url.scheme, name, url.port or _PORTS[url.scheme]


def _written(scheme: str, name: str, port: int) -> str:
    host = f"[{name}]" if ":" in name else name
    return f"{scheme}://{host}" + ("" if port == _PORTS[scheme] else f":{port}")


def _name_in(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@lru_cache
def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    return _is_address(name) and ip_address(name).is_loopback


def _is_address(name: str) -> bool:
    """Unlike a name, an address cannot be pointed elsewhere."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
