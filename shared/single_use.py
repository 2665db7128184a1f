"""Tokens that open one thing once, before they expire."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.errors import DomainError
from shared.models.base import utc_now
from shared.models.single_use_token import SingleUseToken, TokenPurpose


class InvalidToken(DomainError):
    """Used, expired, replaced, of another purpose, or never given: nobody is told which."""

    def __init__(self) -> None:
        super().__init__(
            "This link or code was used or has expired: ask for a new one."
        )
        self.field = "token"


class SingleUseTokens:
    """Works inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def issue(
        self,
        purpose: TokenPurpose,
        *,
        life: timedelta,
        user_id: UUID | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> str:
        """A new token of 256 random bits; what was issued before stays good as well."""
        token = secrets.token_urlsafe(32)
        self._session.add(
            SingleUseToken(
                token_sha256=_digest(token),
                purpose=purpose,
                user_id=user_id,
                facts=dict(facts or {}),
                expires_at=utc_now() + life,
            )
        )
        await self._session.flush()
        return token

    async def redeem(self, token: str, purpose: TokenPurpose) -> SingleUseToken:
        """Use a token up; of two that race with one token, one gets ``InvalidToken``."""
        statement = (
            delete(SingleUseToken)
            .where(
                col(SingleUseToken.token_sha256) == _digest(token),
                col(SingleUseToken.purpose) == purpose,
            )
            .returning(SingleUseToken)
        )
        found: SingleUseToken | None = (
            await self._session.execute(statement)
        ).scalar_one_or_none()
        if found is None or found.expires_at <= utc_now():
            raise InvalidToken
        return found

    async def peek(self, token: str, purpose: TokenPurpose) -> SingleUseToken:
        """Look, and hold it until the transaction ends, without using it up."""
        found = await self._session.get(
            SingleUseToken, _digest(token), with_for_update=True
        )
        if found is None or found.purpose != purpose or found.expires_at <= utc_now():
            raise InvalidToken
        return found

    async def revoke(self, user_id: UUID, *purposes: TokenPurpose) -> None:
        """Make a person's tokens of these purposes worthless."""
        await self._session.exec(
            delete(SingleUseToken).where(
                col(SingleUseToken.user_id) == user_id,
                col(SingleUseToken.purpose).in_(purposes),
            )
        )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
