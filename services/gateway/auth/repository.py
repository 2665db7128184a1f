"""Queries about people, their keys and second factors."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.api_key import ApiKey
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
