"""Keys with which a person's own programs ask: made, listed and revoked."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

import structlog
from fastapi import Depends

from services.gateway.api_keys.errors import TooManyApiKeys
from services.gateway.api_keys.repository import ApiKeyRepository
from services.gateway.api_keys.schemas import ApiKeyCreate
from services.gateway.auth.tokens import digest, new_api_key
from services.gateway.dependencies import SessionsDep
from shared.db import Sessions
from shared.models.api_key import ApiKey
from shared.models.base import utc_now
from shared.models.user import User
from shared.pagination import Page, decode_moment, encode

log: structlog.stdlib.BoundLogger = structlog.get_logger()

MOST_KEYS: Final = 50
"""That work, of one person; those that have expired do not count."""


class ApiKeyService:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def create(self, owner: User, request: ApiKeyCreate) -> tuple[ApiKey, str]:
        """A new key and its whole secret, which only the owner has from then on."""
        parts, now = new_api_key(), utc_now()
        days = request.expires_in_days
        key = ApiKey(
            user_id=owner.id,
            name=request.name,
            public_id=parts.public_id,
            secret_sha256=digest(parts.secret),
            scopes=[scope.value for scope in request.scopes],
            created_at=now,
            expires_at=now + timedelta(days=days) if days else None,
        )
        async with self._sessions.begin() as session:
            repository = ApiKeyRepository(session)
            if await repository.living(owner.id, now=now) >= MOST_KEYS:
                raise TooManyApiKeys(limit=MOST_KEYS)
            repository.add(key)
        log.info("api_key_created", key_id=str(key.id), scopes=key.scopes)
        return key, parts.whole

    async def newest(
        self, owner: User, *, limit: int, cursor: str | None
    ) -> Page[ApiKey]:
        async with self._sessions() as session:
            keys = await ApiKeyRepository(session).newest(
                owner.id,
                # One more than shown tells whether there is a next page.
                limit=limit + 1,
                before=decode_moment(cursor) if cursor else None,
            )
        shown = keys[:limit]
        more = len(keys) > limit
        next_cursor = encode(shown[-1].created_at, shown[-1].id) if more else None
        return Page(items=shown, next_cursor=next_cursor)

    async def revoke(self, owner: User, key_id: UUID) -> None:
        """From now on the key opens nothing, whoever holds it."""
        async with self._sessions.begin() as session:
            await ApiKeyRepository(session).revoke(key_id, user_id=owner.id)
        log.info("api_key_revoked", key_id=str(key_id))


async def get_api_key_service(sessions: SessionsDep) -> ApiKeyService:
    return ApiKeyService(sessions)


ApiKeyServiceDep = Annotated[ApiKeyService, Depends(get_api_key_service)]
