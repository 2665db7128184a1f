"""Who is calling: a person in a browser, or a program with a person's API key."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer, SecurityScopes
from fastapi.security.utils import get_authorization_scheme_param
from structlog.contextvars import bind_contextvars

from services.gateway.auth.cookies import read_token
from services.gateway.auth.errors import (
    InsufficientScope,
    InvalidApiKey,
    NotSignedIn,
    ReauthenticationRequired,
    SessionRequired,
)
from services.gateway.auth.scopes import Scope
from services.gateway.auth.service import AuthServiceDep
from services.gateway.auth.tokens import RECENT, ApiKeyParts, parse_api_key
from services.gateway.dependencies import WebSettingsDep
from shared.models.base import utc_now
from shared.models.session import Session
from shared.models.user import User

# For the description of the API; over https the cookie is called __Host-session.
_COOKIE = APIKeyCookie(
    name="session", auto_error=False, description="Set by signing up or in."
)
_BEARER = HTTPBearer(auto_error=False, description="An API key: `mk_live_…`.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    user: User
    session: Session | None
    """None: it came with an API key, which has ``scopes``."""
    scopes: frozenset[str] = frozenset()

    def may(self, scope: str) -> bool:
        return self.session is not None or scope in self.scopes


async def get_identity(
    request: Request,
    auth: AuthServiceDep,
    settings: WebSettingsDep,
    _cookie: Annotated[str | None, Security(_COOKIE)],
    _bearer: Annotated[object, Security(_BEARER)],
) -> Identity | None:
    identity = await _identify(request, auth, settings)
    if identity:
        bind_contextvars(user_id=str(identity.user.id))
    return identity


async def _identify(
    request: Request, auth: AuthServiceDep, settings: WebSettingsDep
) -> Identity | None:
    if "authorization" in request.headers:
        # A key that is wrong is never made good by a cookie that comes along.
        parts = presented_key(request)
        held = await auth.who_holds(parts) if parts else None
        if held is None:
            raise InvalidApiKey
        key, user = held
        return Identity(user=user, session=None, scopes=frozenset(key.scopes))
    token = read_token(request, settings)
    found = await auth.who_has(token) if token else None
    return Identity(session=found[0], user=found[1]) if found else None


def presented_key(request: Request) -> ApiKeyParts | None:
    scheme, key_text = get_authorization_scheme_param(
        request.headers.get("authorization")
    )
    return parse_api_key(key_text) if scheme.lower() == "bearer" else None


IdentityOrNone = Annotated[Identity | None, Depends(get_identity)]


async def get_visitor(identity: IdentityOrNone, scopes: SecurityScopes) -> User | None:
    if identity is None:
        return None
    for needed in scopes.scopes:
        if not identity.may(needed):
            raise InsufficientScope(needed=needed)
    return identity.user


async def get_caller(identity: IdentityOrNone, scopes: SecurityScopes) -> User:
    user = await get_visitor(identity, scopes)
    if user is None:
        raise NotSignedIn
    return user


async def get_signed_in(identity: IdentityOrNone) -> Session:
    """The session of a browser: what an API key must not do asks for this."""
    if identity is None:
        raise NotSignedIn
    if identity.session is None:
        raise SessionRequired
    return identity.session


async def get_account_owner(
    identity: IdentityOrNone, _: Annotated[Session, Depends(get_signed_in)]
) -> User:
    assert identity is not None  # noqa: S101 -- get_signed_in has refused that
    return identity.user


async def get_recent_owner(
    owner: Annotated[User, Depends(get_account_owner)],
    signed_in: Annotated[Session, Depends(get_signed_in)],
) -> User:
    if utc_now() - signed_in.authenticated_at > RECENT:
        raise ReauthenticationRequired
    return owner


Visitor = Annotated[User | None, Security(get_visitor, scopes=[Scope.SONGS_READ])]
"""Anybody; a program needs the scope to read songs all the same."""
Caller = Annotated[User, Security(get_caller)]
"""A person, in whatever way, with whatever rights."""
SongReader = Annotated[User, Security(get_caller, scopes=[Scope.SONGS_READ])]
SongWriter = Annotated[User, Security(get_caller, scopes=[Scope.SONGS_WRITE])]
CreditsReader = Annotated[User, Security(get_caller, scopes=[Scope.CREDITS_READ])]
SignedIn = Annotated[Session, Depends(get_signed_in)]
"""The session with which a person asks; never an API key."""
AccountOwner = Annotated[User, Depends(get_account_owner)]
"""The person of that session."""
RecentOwner = Annotated[User, Depends(get_recent_owner)]
"""As above, who has proved who they are within the last quarter of an hour."""
