"""Cookies: out of reach of scripts and of other sites, each with the same care."""

from datetime import timedelta
from typing import Final

from fastapi import Request, Response

from services.gateway.auth.tokens import ABSOLUTE
from shared.settings import WebSettings

_SESSION: Final = "session"


def read_token(request: Request, settings: WebSettings) -> str | None:
    return read_cookie(request, _SESSION, settings)


def set_token(response: Response, token: str, settings: WebSettings) -> None:
    keep_cookie(response, _SESSION, token, life=ABSOLUTE, settings=settings)


def clear_token(response: Response, settings: WebSettings) -> None:
    clear_cookie(response, _SESSION, settings)


def read_cookie(request: Request, name: str, settings: WebSettings) -> str | None:
    return request.cookies.get(_full(name, settings))


def keep_cookie(
    response: Response,
    name: str,
    value: str,
    *,
    life: timedelta,
    settings: WebSettings,
) -> None:
    response.set_cookie(
        _full(name, settings),
        value,
        max_age=int(life.total_seconds()),
        path="/",
        secure=settings.is_secure,
        httponly=True,
        # Strict would keep it back when a link, or a provider's page, leads here.
        samesite="lax",
    )


def clear_cookie(response: Response, name: str, settings: WebSettings) -> None:
    response.delete_cookie(
        _full(name, settings),
        path="/",
        secure=settings.is_secure,
        httponly=True,
        samesite="lax",
    )


def _full(name: str, settings: WebSettings) -> str:
    # Browsers accept the __Host- prefix only over https.
    return f"__Host-{name}" if settings.is_secure else name
