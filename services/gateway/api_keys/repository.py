"""API key queries. Ownership is part of each: what is not yours is not found."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, tuple_
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.errors import NotFound
from shared.models.api_key import ApiKey
from shared.models.user import User


class ApiKeyRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def living(self, user_id: UUID, *, now: datetime) -> int:
        """How many keys work; nobody adds one until the transaction ends."""
        await self._session.exec(
            select(User.id).where(User.id == user_id).with_for_update(key_share=True)
        )
        statement = select(func.count()).where(
            ApiKey.user_id == user_id,
            or_(col(ApiKey.expires_at).is_(None), col(ApiKey.expires_at) > now),
        )
        return (await self._session.exec(statement)).one()

    def add(self, key: ApiKey) -> None:
        self._session.add(key)

    async def newest(
        self, user_id: UUID, *, limit: int, before: tuple[datetime, UUID] | None
    ) -> Sequence[ApiKey]:
        statement = (
            select(ApiKey)
            .where(ApiKey.user_id == user_id)
            .order_by(col(ApiKey.created_at).desc(), col(ApiKey.id).desc())
            .limit(limit)
        )
        if before is not None:
            statement = statement.where(
                tuple_(col(ApiKey.created_at), col(ApiKey.id)) < before
            )
        return (await self._session.exec(statement)).all()

    async def revoke(self, key_id: UUID, *, user_id: UUID) -> None:
        statement = delete(ApiKey).where(
            col(ApiKey.id) == key_id, col(ApiKey.user_id) == user_id
        )
        if (await self._session.exec(statement)).rowcount == 0:
            raise NotFound("API key not found.")
