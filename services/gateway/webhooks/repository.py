"""The inbox: each event is kept once."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.webhook_delivery import WebhookDelivery


class InboxRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, delivery: WebhookDelivery) -> bool:
        """False when it is here already, or another transaction has just kept it."""
        statement = (
            insert(WebhookDelivery)
            .values(delivery.model_dump())
            .on_conflict_do_nothing()
            .returning(col(WebhookDelivery.id))
        )
        return (await self._session.execute(statement)).first() is not None

    async def note(self, delivery_id: str, outcome: str) -> None:
        await self._session.exec(
            update(WebhookDelivery)
            .where(col(WebhookDelivery.id) == delivery_id)
            .values(outcome=outcome)
        )
