"""Whether people who were let in still are: open streams ask so again and again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Final, cast
from uuid import UUID

from fastapi import Depends, Request

from services.gateway.auth.repository import AuthRepository
from services.gateway.auth.tokens import IDLE, ApiKeyParts, matches
from services.gateway.together import Together
from shared.db import Sessions
from shared.models.base import utc_now

_EVERY_SECONDS: Final = 1.0
_EXACT: Final = timedelta(minutes=1)


class Presences:
    """One query for all sessions that are asked about, and one for all keys."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._by_token = Together(self._whose_tokens, every_seconds=_EVERY_SECONDS)
        self._by_key = Together(self._whose_keys, every_seconds=_EVERY_SECONDS)

    async def who_has(self, token_sha256: bytes) -> UUID | None:
        """The person of a living session, which counts as used."""
        return await self._by_token.ask(token_sha256)

    async def who_holds(self, key: ApiKeyParts) -> UUID | None:
        """The person of a living key, if its secret is right; it counts as used."""
        return await self._by_key.ask(key)

    async def _whose_tokens(self, digests: Sequence[bytes]) -> list[UUID | None]:
        now = utc_now()
        async with self._sessions.reading() as session:
            living = await AuthRepository(session).living_sessions(
                digests, now=now, idle_since=now - IDLE
            )
        unseen = [each.id for each in living if now - each.last_seen_at > _EXACT]
        if unseen:
            async with self._sessions.begin() as session:
                await AuthRepository(session).note_seen(unseen, now=now)
        people = {each.token_sha256: each.user_id for each in living}
        return [people.get(digest) for digest in digests]

    async def _whose_keys(self, keys: Sequence[ApiKeyParts]) -> list[UUID | None]:
        now = utc_now()
        public_ids = [key.public_id for key in keys]
        async with self._sessions.reading() as session:
            found = await AuthRepository(session).living_keys(public_ids, now=now)
        living = {each.public_id: each for each in found}
        held = [
            living[key.public_id]
            if key.public_id in living
            and matches(key.secret, living[key.public_id].secret_sha256)
            else None
            for key in keys
        ]
        unused = [
            each.id
            for each in held
            if each and (not each.last_used_at or now - each.last_used_at > _EXACT)
        ]
        if unused:
            async with self._sessions.begin() as session:
                await AuthRepository(session).note_used(unused, now=now)
        return [each.user_id if each else None for each in held]


async def get_presences(request: Request) -> Presences:
    return cast(Presences, request.state.presences)


PresencesDep = Annotated[Presences, Depends(get_presences)]
