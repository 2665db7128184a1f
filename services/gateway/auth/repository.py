"""Queries about people, their keys and second factors."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Text, Uuid, any_, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.api_key import ApiKey
from shared.models.session import Session
from shared.models.totp import TotpCredential
from shared.models.user import User


class AuthRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add_user(self, user: User) -> bool:
        """Add a person; False when the e-mail has an account."""
        statement = (
            insert(User)
            .values(**user.model_dump())
            .on_conflict_do_nothing(index_elements=["email"])
            .returning(col(User.id))
        )
        return (await self._session.execute(statement)).first() is not None

    async def user_by_email(self, email: str) -> User | None:
        statement = select(User).where(User.email == email)
        return (await self._session.exec(statement)).one_or_none()

    async def still_has(self, user: User) -> bool:
        """Whether a person's password is what it was; it stays so in this transaction."""
        statement = (
            select(User.id)
            .where(
                User.id == user.id,
                User.password_hash == user.password_hash,
                col(User.erased_at).is_(None),
            )
            .with_for_update(read=True)
        )
        return (await self._session.exec(statement)).first() is not None

    async def renew_hash(self, user: User, hashed: str) -> None:
        """Keep a password in another form, unless it was changed meanwhile."""
        await self._session.exec(
            update(User)
            .where(
                col(User.id) == user.id, col(User.password_hash) == user.password_hash
            )
            .values(password_hash=hashed)
        )

    async def has_second_factor(self, user_id: UUID) -> bool:
        return await self._session.get(TotpCredential, user_id) is not None

    async def key_and_owner(
        self, public_id: str, *, now: datetime
    ) -> tuple[ApiKey, User] | None:
        """A living API key and the person it asks for."""
        statement = (
            select(ApiKey, User)
            .join(User, col(User.id) == col(ApiKey.user_id))
            .where(
                ApiKey.public_id == public_id,
                or_(col(ApiKey.expires_at).is_(None), col(ApiKey.expires_at) > now),
                col(User.erased_at).is_(None),
            )
        )
        return (await self._session.exec(statement)).one_or_none()

    async def living_sessions(
        self, digests: Sequence[bytes], *, now: datetime, idle_since: datetime
    ) -> Sequence[Session]:
        """Those of these tokens that open something."""
        statement = (
            select(Session)
            .join(User, col(User.id) == col(Session.user_id))
            .where(
                col(Session.token_sha256) == any_(literal(digests, ARRAY(LargeBinary))),
                col(Session.expires_at) > now,
                col(Session.last_seen_at) > idle_since,
                col(User.erased_at).is_(None),
            )
        )
        return (await self._session.exec(statement)).all()

    async def living_keys(
        self, public_ids: Sequence[str], *, now: datetime
    ) -> Sequence[ApiKey]:
        statement = (
            select(ApiKey)
            .join(User, col(User.id) == col(ApiKey.user_id))
            .where(
                col(ApiKey.public_id) == any_(literal(public_ids, ARRAY(Text))),
                or_(col(ApiKey.expires_at).is_(None), col(ApiKey.expires_at) > now),
                col(User.erased_at).is_(None),
            )
        )
        return (await self._session.exec(statement)).all()

    async def note_seen(self, session_ids: Sequence[UUID], *, now: datetime) -> None:
        """Note that sessions are used; one that is being ended is left to that."""
        free = (
            select(Session.id)
            .where(col(Session.id) == any_(literal(session_ids, ARRAY(Uuid))))
            .with_for_update(skip_locked=True)
        )
        await self._session.exec(
            update(Session).where(col(Session.id).in_(free)).values(last_seen_at=now)
        )

    async def note_used(self, key_ids: Sequence[UUID], *, now: datetime) -> None:
        """Note that keys are used; one that is being revoked is left to that."""
        free = (
            select(ApiKey.id)
            .where(col(ApiKey.id) == any_(literal(key_ids, ARRAY(Uuid))))
            .with_for_update(skip_locked=True)
        )
        await self._session.exec(
            update(ApiKey).where(col(ApiKey.id).in_(free)).values(last_used_at=now)
        )
