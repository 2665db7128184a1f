"""Queries about people by their e-mail address."""

from typing import Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.api_key import ApiKey
from shared.models.oauth_account import OauthAccount
from shared.models.passkey import Passkey
from shared.models.user import User

# Not the second factor: a mailbox alone is never to be enough.
_UNPROVEN_WAYS_IN: Final = (
    (ApiKey, col(ApiKey.user_id)),
    (OauthAccount, col(OauthAccount.user_id)),
    (Passkey, col(Passkey.user_id)),
)


class EmailRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def living(self, email: str) -> User | None:
        statement = select(User).where(
            User.email == email, col(User.erased_at).is_(None)
        )
        return (await self._session.exec(statement)).one_or_none()

    async def held(self, user_id: UUID) -> User | None:
        """A person who was not erased, held until the transaction ends."""
        statement = (
            select(User)
            .where(User.id == user_id, col(User.erased_at).is_(None))
            .with_for_update()
        )
        return (await self._session.exec(statement)).one_or_none()

    async def close_unproven_ways_in(self, user_id: UUID) -> None:
        """Take away what whoever signed up with another's address could come back by.

        Sudhodanan and Paverd, "Pre-hijacked accounts", USENIX Security 2022.
        """
        for kind, owner in _UNPROVEN_WAYS_IN:
            await self._session.exec(delete(kind).where(owner == user_id))

    async def give_address(self, user: User, email: str) -> bool:
        """Make a proven address a person's own; False when somebody else has it."""
        if not await self._claim(email):
            return False
        user.email = email
        user.email_verified = True
        return True

    async def _claim(self, email: str) -> bool:
        """Hold an address against all who want it at this moment as well.

        A person is put there, and taken away again: whoever else comes, waits. To just
        try, and fail, would have Postgres write the address to its log.
        """
        nobody = User(email=email, name="")
        statement = (
            insert(User)
            .values(**nobody.model_dump())
            .on_conflict_do_nothing(index_elements=["email"])
            .returning(col(User.id))
        )
        if (await self._session.execute(statement)).first() is None:
            return False
        await self._session.exec(delete(User).where(col(User.id) == nobody.id))
        return True
