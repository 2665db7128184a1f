"""Answers with one of the web app's files: packed, tagged, and kept by the browser."""

import re
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.tags import has
from services.gateway.web_app.built import BuiltFile

# Their names hold a digest of their content, so what a name stands for never changes.
ASSETS: Final = "/assets/"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_ASK_FIRST: Final = "no-cache"

_NO_GZIP: Final = re.compile(r"\s*gzip\s*;\s*q=0(\.0*)?\s*", re.IGNORECASE)


def answer_with(file: BuiltFile, request: Request) -> Response:
    packed = file.packed if takes_gzip(request) else None
    tag = f'"{file.tag}-gzip"' if packed is not None else f'"{file.tag}"'
    kept = request.url.path.startswith(ASSETS)
    headers = {
        "ETag": tag,
        "Cache-Control": _FOR_EVER if kept else _ASK_FIRST,
    }
    if file.packed is not None:
        headers["Vary"] = "Accept-Encoding"
    if has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if packed is not None:
        headers["Content-Encoding"] = "gzip"
    return Response(
        file.content if packed is None else packed,
        headers=headers,
        media_type=file.content_type,
    )


def takes_gzip(request: Request) -> bool:
    """Whether the browser says that it can unpack it."""
    offers = request.headers.get("accept-encoding", "").lower().split(",")
    named = [offer for offer in offers if offer.partition(";")[0].strip() == "gzip"]
    return any(not _NO_GZIP.fullmatch(offer) for offer in named)
