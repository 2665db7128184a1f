"""What a person sees instead of a problem's JSON: a page of the web app."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from typing_extensions import override

from services.gateway.auth.errors import SecondFactorRequired
from services.gateway.problems import code_of
from shared.errors import DomainError

_SIGN_IN: Final = "/sign-in"


class PageRoute(APIRoute):
    """A route that browsers walk: whoever asks for HTML is led to a page when it fails."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_or_lead(request: Request) -> Response:
            try:
                return await handle(request)
            except DomainError as error:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                return lead_to(_failure_page(error, request))

        return handle_or_lead


def lead_to(url: str) -> RedirectResponse:
    return RedirectResponse(url, HTTPStatus.SEE_OTHER)


def show_failures_at(path: str, request: Request) -> None:
    """For whoever came from a page of ours, and is signed in already."""
    request.state.failure_page = path


def come_back_to(path: str, request: Request) -> None:
    """Where somebody wants to be, once they have given what is still missing."""
    request.state.return_to = path


def _failure_page(error: DomainError, request: Request) -> str:
    if isinstance(error, SecondFactorRequired):
        # After the ``#``, which browsers send to nobody and servers never log.
        return_to = getattr(request.state, "return_to", "/")
        facts = urlencode({"ticket": error.ticket, "return_to": return_to})
        return f"{_SIGN_IN}#{facts}"
    path, _, fragment = getattr(request.state, "failure_page", _SIGN_IN).partition("#")
    separator = "&" if "?" in path else "?"
    problem = f"{path}{separator}{urlencode({'problem': code_of(error)})}"
    return f"{problem}#{fragment}" if fragment else problem
