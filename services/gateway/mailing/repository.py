"""Queries about mails that wait to be sent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.mail import Mail


class MailRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def stranded(
        self,
        *,
        created_before: datetime,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Mail]:
        """Mails that were neither sent nor given up, oldest first."""
        statement = (
            select(Mail)
            .where(
                col(Mail.settled_at).is_(None), col(Mail.created_at) < created_before
            )
            .order_by(col(Mail.created_at), col(Mail.id))
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(
                tuple_(col(Mail.created_at), col(Mail.id)) > after
            )
        return (await self._session.exec(statement)).all()
