"""What is at an address that no operation has: a file of the web app, or its page."""

from collections.abc import Iterable
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Final, cast

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.front import Front
from services.gateway.web_app.built import TYPES
from services.gateway.web_app.files import ASSETS, answer_with
from services.gateway.web_app.folder import INDEX
from services.gateway.web_app.shell import built, shell

_READING: Final = frozenset({"GET", "HEAD"})
# Besides all that begins as an operation does: what people and crawlers guess.
_NEVER_PAGES: Final = ("/generate", "/metrics", ASSETS)


def serve_web_app(app: FastAPI) -> None:
    """Call once all operations are there: what they leave over is the web app's."""
    named = (route.path for route in iter_route_contexts(app.routes))
    rooms = {path.split("/")[1] for path in named if path} - {""}
    app.router.default = _Pages(rooms, otherwise=app.router.default)


class _Pages:
    """Stands behind the router, so that a wrong method still answers 405."""

    def __init__(self, rooms: Iterable[str], *, otherwise: ASGIApp) -> None:
        self._rooms = frozenset(rooms)
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _READING:
            await self._otherwise(scope, receive, send)
            return
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.scope["path"]
        if path == f"/{INDEX}":
            return shell(request)
        file = built(request).file(path)
        if file is not None:
            return answer_with(file, request)
        if not self._may_be_page(path):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        front = cast(Front, request.state.front)
        return shell(request, tags=front.tags("" if request.url.query else path))

    def _may_be_page(self, path: str) -> bool:
        """Not what belongs to an operation, looks like a file, or is written oddly."""
        if path.split("/")[1] in self._rooms or path.startswith(_NEVER_PAGES):
            return False
        odd = "\\" in path or ".." in path or not path.isprintable()
        return not odd and PurePosixPath(path).suffix.lower() not in TYPES
