"""The session cookie: out of reach of scripts and of other sites."""

from fastapi import Request, Response

from services.gateway.auth.tokens import ABSOLUTE
from shared.settings import WebSettings


def cookie_name(settings: WebSettings) -> str:
    # Browsers accept the __Host- prefix only over https.
    return "__Host-session" if settings.is_secure else "session"


def read_token(request: Request, settings: WebSettings) -> str | None:
    return request.cookies.get(cookie_name(settings))


def set_token(response: Response, token: str, settings: WebSettings) -> None:
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        path="/",
        secure=settings.is_secure,
        httponly=True,
        samesite="lax",
    )


def clear_token(response: Response, settings: WebSettings) -> None:
    response.delete_cookie(
        cookie_name(settings),
        path="/",
        secure=settings.is_secure,
        httponly=True,
        samesite="lax",
    )
