"""Checkout queries."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.billing.polar import OpenedCheckout
from shared.models.checkout import Checkout


class CheckoutRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(
        self, user_id: UUID, product_id: str, *, life: timedelta
    ) -> Checkout | None:
        """The person's checkout for a product, now ours to deal with; None while another's.

        By the database's clock, which all gateways share.
        """
        now = func.clock_timestamp()
        statement = insert(Checkout).values(
            user_id=user_id, product_id=product_id, held_until=now + life
        )
        statement = statement.on_conflict_do_update(
            index_elements=[col(Checkout.user_id), col(Checkout.product_id)],
            set_={"held_until": statement.excluded.held_until},
            where=or_(
                col(Checkout.held_until).is_(None), col(Checkout.held_until) < now
            ),
        )
        found: Checkout | None = (
            await self._session.execute(statement.returning(Checkout))
        ).scalar_one_or_none()
        return found

    async def keep(self, held: Checkout, opened: OpenedCheckout) -> None:
        await self._change(
            held, polar_id=opened.id, url=opened.url, expires_at=opened.expires_at
        )

    async def let_go(self, held: Checkout) -> None:
        await self._change(held, held_until=None)

    async def _change(self, held: Checkout, **values: object) -> None:
        """Unless it was held for too long, and is another's by now."""
        await self._session.exec(
            update(Checkout)
            .where(
                col(Checkout.user_id) == held.user_id,
                col(Checkout.product_id) == held.product_id,
                col(Checkout.held_until) == held.held_until,
            )
            .values(values)
        )
