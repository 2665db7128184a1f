"""Queries over people's accounts at other providers."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.oauth_account import OauthAccount
from shared.models.passkey import Passkey
from shared.models.user import User


class OauthRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def person(self, *, issuer: str, subject: str) -> User | None:
        """Who signs in with this account."""
        statement = (
            select(User)
            .join(OauthAccount, col(OauthAccount.user_id) == col(User.id))
            .where(
                OauthAccount.issuer == issuer,
                OauthAccount.subject == subject,
                col(User.erased_at).is_(None),
            )
        )
        return (await self._session.exec(statement)).one_or_none()

    async def add(self, account: OauthAccount) -> bool:
        """Link an account; False when it is linked, to whomever."""
        statement = (
            insert(OauthAccount)
            .values(**account.model_dump())
            .on_conflict_do_nothing(index_elements=["issuer", "subject"])
            .returning(col(OauthAccount.subject))
        )
        return (await self._session.execute(statement)).first() is not None

    async def lock(self, owner_id: UUID) -> User:
        """Hold a person's ways of signing in as they are until the transaction ends."""
        return await self._session.get_one(
            User, owner_id, with_for_update=True, populate_existing=True
        )

    async def of(self, owner_id: UUID) -> Sequence[OauthAccount]:
        statement = (
            select(OauthAccount)
            .where(OauthAccount.user_id == owner_id)
            .order_by(col(OauthAccount.created_at), col(OauthAccount.provider))
        )
        return (await self._session.exec(statement)).all()

    async def has_passkey(self, owner_id: UUID) -> bool:
        statement = select(Passkey.id).where(Passkey.user_id == owner_id).limit(1)
        return (await self._session.exec(statement)).first() is not None

    async def has_other(
        self, owner_id: UUID, *, than: str, issuers: Collection[str]
    ) -> bool:
        """Whether an account at another provider, of those that are set up, is linked."""
        statement = select(OauthAccount.subject).where(
            OauthAccount.user_id == owner_id,
            OauthAccount.provider != than,
            col(OauthAccount.issuer).in_(issuers),
        )
        return (await self._session.exec(statement)).first() is not None

    async def remove(self, owner_id: UUID, *, provider: str) -> bool:
        """Unlink a person's account there; False when there is none."""
        statement = delete(OauthAccount).where(
            col(OauthAccount.user_id) == owner_id,
            col(OauthAccount.provider) == provider,
        )
        return (await self._session.exec(statement)).rowcount > 0
