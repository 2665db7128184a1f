"""Who is calling."""

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie
from structlog.contextvars import bind_contextvars

from services.gateway.auth.cookies import read_token
from services.gateway.auth.errors import NotSignedIn
from services.gateway.auth.service import AuthServiceDep
from services.gateway.dependencies import WebSettingsDep
from shared.models.user import User

# For the description of the API; over https the cookie is called __Host-session.
_COOKIE = APIKeyCookie(
    name="session", auto_error=False, description="Set by signing up or in."
)


async def get_visitor(
    request: Request,
    auth: AuthServiceDep,
    settings: WebSettingsDep,
    _: Annotated[str | None, Security(_COOKIE)],
) -> User | None:
    token = read_token(request, settings)
    user = await auth.who_has(token) if token else None
    if user:
        bind_contextvars(user_id=str(user.id))
    return user


async def get_caller(visitor: Annotated[User | None, Depends(get_visitor)]) -> User:
    if visitor is None:
        raise NotSignedIn
    return visitor


Visitor = Annotated[User | None, Depends(get_visitor)]
Caller = Annotated[User, Depends(get_caller)]
