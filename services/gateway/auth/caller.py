"""Who is calling."""

from typing import Annotated

from fastapi import Depends, Request
from structlog.contextvars import bind_contextvars

from services.gateway.auth.cookies import read_token
from services.gateway.auth.errors import NotSignedIn
from services.gateway.auth.service import AuthServiceDep
from services.gateway.dependencies import WebSettingsDep
from shared.models.user import User


async def get_visitor(
    request: Request, auth: AuthServiceDep, settings: WebSettingsDep
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
