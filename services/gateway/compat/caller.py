"""Who is calling: a program with an API key, in the original's two headers."""

from typing import Annotated, Final

from fastapi import Security
from fastapi.security import APIKeyHeader
from structlog.contextvars import bind_contextvars

from services.gateway.auth.errors import InsufficientScope, InvalidApiKey
from services.gateway.auth.scopes import Scope
from services.gateway.auth.service import AuthServiceDep
from services.gateway.auth.tokens import ApiKeyParts, parse_api_key
from services.gateway.compat.errors import KeyHeadersMissing
from shared.models.user import User

KEY_SCHEME: Final = "ModalKey"
SECRET_SCHEME: Final = "ModalSecret"  # noqa: S105 -- a name, not a secret

_KEY = APIKeyHeader(
    name="Modal-Key",
    scheme_name=KEY_SCHEME,
    auto_error=False,
    description="An API key's id, with or without `mk_live_` before it.",
)
_SECRET = APIKeyHeader(
    name="Modal-Secret",
    scheme_name=SECRET_SCHEME,
    auto_error=False,
    description="The whole API key, or what stands after its id.",
)


async def get_key_owner(
    auth: AuthServiceDep,
    key: Annotated[str | None, Security(_KEY)],
    secret: Annotated[str | None, Security(_SECRET)],
) -> User:
    if not key or not secret:
        raise KeyHeadersMissing
    parts = _parts(key, secret)
    held = await auth.who_holds(parts) if parts else None
    if held is None:
        raise InvalidApiKey
    api_key, owner = held
    if Scope.SONGS_WRITE not in api_key.scopes:
        raise InsufficientScope(needed=Scope.SONGS_WRITE)
    bind_contextvars(user_id=str(owner.id))
    return owner


def _parts(key: str, secret: str) -> ApiKeyParts | None:
    beginning = f"mk_live_{key.removeprefix('mk_live_')}_"
    return parse_api_key(beginning + secret.removeprefix(beginning))


KeyOwner = Annotated[User, Security(get_key_owner)]
"""The person for whom a program asks; its key may make songs."""
