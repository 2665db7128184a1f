"""Everything of one person's, table by table."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.api_key import ApiKey
from shared.models.like import Like
from shared.models.oauth_account import OauthAccount
from shared.models.order import Order
from shared.models.passkey import Passkey
from shared.models.session import Session
from shared.models.song import Song
from shared.models.totp import TotpCredential

T = TypeVar("T", bound=SQLModel)


class ExportRepository:
    """Each query is bound to the person, and oldest first."""

    def __init__(self, session: AsyncSession, user_id: UUID) -> None:
        self._session = session
        self._user_id = user_id

    async def songs(self) -> Sequence[Song]:
        return await self._all(Song, Song.owner_id, Song.created_at)

    async def orders(self) -> Sequence[Order]:
        return await self._all(Order, Order.account_id, Order.created_at)

    async def likes(self) -> Sequence[Like]:
        return await self._all(Like, Like.user_id, Like.created_at)

    async def sessions(self) -> Sequence[Session]:
        return await self._all(Session, Session.user_id, Session.created_at)

    async def api_keys(self) -> Sequence[ApiKey]:
        return await self._all(ApiKey, ApiKey.user_id, ApiKey.created_at)

    async def passkeys(self) -> Sequence[Passkey]:
        return await self._all(Passkey, Passkey.user_id, Passkey.created_at)

    async def providers(self) -> Sequence[OauthAccount]:
        return await self._all(
            OauthAccount, OauthAccount.user_id, OauthAccount.created_at
        )

    async def has_authenticator(self) -> bool:
        return await self._session.get(TotpCredential, self._user_id) is not None

    async def _all(
        self, table: type[T], owner_id: UUID | None, created_at: datetime
    ) -> Sequence[T]:
        statement = (
            select(table)
            .where(col(owner_id) == self._user_id)
            .order_by(col(created_at))
        )
        return (await self._session.exec(statement)).all()
