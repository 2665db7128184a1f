"""Which pages' scripts may read from the bucket, in S3's own words."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

_METHODS: Final = ("GET", "HEAD")
# What a player of parts needs to know of an answer.
_TOLD: Final = (
    *("Accept-Ranges", "Content-Length", "Content-Range", "Content-Type", "ETag"),
)
_KEPT_SECONDS: Final = 600
_LOOPBACK: Final = ("localhost", "127.0.0.1")


def origins_of(public_url: str) -> tuple[str, ...]:
    """A page's origin as browsers write it; this machine goes by two names."""
    url = urlsplit(public_url.lower())
    name = url.hostname or ""
    names = _LOOPBACK if name in _LOOPBACK else (f"[{name}]" if ":" in name else name,)
    usual = {"http": 80, "https": 443}[url.scheme]
    port = "" if url.port in (None, usual) else f":{url.port}"
    return tuple(f"{url.scheme}://{each}{port}" for each in names)


def readable_from(origins: Iterable[str]) -> bytes:
    """The body of a PutBucketCors request."""
    lines = [
        *(f"<AllowedOrigin>{escape(origin)}</AllowedOrigin>" for origin in origins),
        *(f"<AllowedMethod>{method}</AllowedMethod>" for method in _METHODS),
        "<AllowedHeader>Range</AllowedHeader>",
        *(f"<ExposeHeader>{name}</ExposeHeader>" for name in _TOLD),
        f"<MaxAgeSeconds>{_KEPT_SECONDS}</MaxAgeSeconds>",
    ]
    rule = "".join(lines)
    return (
        f"<CORSConfiguration><CORSRule>{rule}</CORSRule></CORSConfiguration>".encode()
    )
