"""Queries about passkeys; each is bound to its person."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.errors import NotFound
from shared.models.oauth_account import OauthAccount
from shared.models.passkey import Passkey
from shared.models.user import User


class PasskeyRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def held(self, user_id: UUID) -> User | None:
        """The person, unless erased, with their ways in as they are, until the end."""
        statement = (
            select(User)
            .where(User.id == user_id, col(User.erased_at).is_(None))
            .with_for_update()
        )
        return (await self._session.exec(statement)).one_or_none()

    async def of(self, owner_id: UUID) -> Sequence[Passkey]:
        statement = (
            select(Passkey)
            .where(Passkey.user_id == owner_id)
            .order_by(col(Passkey.created_at), col(Passkey.id))
        )
        return (await self._session.exec(statement)).all()

    async def get_owned(self, passkey_id: UUID, *, owner_id: UUID) -> Passkey:
        statement = select(Passkey).where(
            Passkey.id == passkey_id, Passkey.user_id == owner_id
        )
        passkey = (await self._session.exec(statement)).one_or_none()
        if passkey is None:
            raise NotFound("Passkey not found.")
        return passkey

    async def by_credential(
        self, credential_id: bytes, *, owner_id: UUID
    ) -> Passkey | None:
        """The passkey that a device shows, if it is of the person whom it names."""
        statement = (
            select(Passkey)
            .where(Passkey.credential_id == credential_id, Passkey.user_id == owner_id)
            .with_for_update()
        )
        return (await self._session.exec(statement)).one_or_none()

    async def add(self, passkey: Passkey) -> bool:
        """False when it was added before, by whomever."""
        statement = (
            insert(Passkey)
            .values(**passkey.model_dump())
            .on_conflict_do_nothing(index_elements=["credential_id"])
            .returning(col(Passkey.id))
        )
        return (await self._session.execute(statement)).first() is not None

    async def remove(self, passkey_id: UUID, *, owner_id: UUID) -> bool:
        statement = delete(Passkey).where(
            col(Passkey.id) == passkey_id, col(Passkey.user_id) == owner_id
        )
        return (await self._session.exec(statement)).rowcount > 0

    async def has_provider(self, owner_id: UUID, *, issuers: Collection[str]) -> bool:
        """Whether an account at a provider, of those that are set up, is linked."""
        statement = select(OauthAccount.subject).where(
            OauthAccount.user_id == owner_id, col(OauthAccount.issuer).in_(issuers)
        )
        return (await self._session.exec(statement)).first() is not None
