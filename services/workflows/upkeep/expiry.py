"""Rows whose time is over: they open nothing any more, and only grow in number."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, inspect, tuple_
from sqlmodel import SQLModel, and_, col, delete, func, select
from typing_extensions import override

from services.workflows.upkeep.parts import Beat, Found, Page, Part
from shared.db import Sessions
from shared.models.checkout import Checkout
from shared.models.idempotency import IdempotentRequest
from shared.models.listen import Listen
from shared.models.rate_bucket import RateBucket
from shared.models.session import Session
from shared.models.single_use_token import SingleUseToken

AT_ONCE: Final = 1000
"""Rows a transaction, so that nobody waits long for a lock."""
_AN_HOUR: Final = timedelta(hours=1)
_A_DAY: Final = timedelta(days=1)


class ExpiredRows(Part):
    """Of one table. Rows that somebody is dealing with are left to the next run."""

    def __init__(
        self, sessions: Sessions, table: type[SQLModel], is_over: ColumnElement[bool]
    ) -> None:
        self._sessions = sessions
        self._table = table
        self._is_over = is_over

    @override
    async def find(self, after: str) -> Page:
        statement = select(func.count()).select_from(self._table).where(self._is_over)
        async with self._sessions() as session:
            count = (await session.exec(statement)).one()
        name = str(self._table.__tablename__)
        found = [Found(kind=name, id="", count=count)] if count else []
        return Page(seen=count, found=found)

    @override
    async def do(self, found: Found, beat: Beat) -> int:
        """As many as were found: those that expire meanwhile have time."""
        done = 0
        while done < found.count:
            deleted = await self._delete(min(AT_ONCE, found.count - done))
            done += deleted
            beat()
            if deleted == 0:
                break
        return done

    async def _delete(self, limit: int) -> int:
        keys = inspect(self._table, raiseerr=True).primary_key
        # Set apart, else the planner may run it, and its limit, more than once.
        batch = (
            select(*keys)
            .where(self._is_over)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("batch")
        )
        statement = delete(self._table).where(tuple_(*keys).in_(select(*batch.c)))
        async with self._sessions.begin() as session:
            return (await session.exec(statement)).rowcount


def all_tables(sessions: Sessions) -> Sequence[Part]:
    return [ExpiredRows(sessions, table, is_over) for table, is_over in _rules()]


def _rules() -> Sequence[tuple[type[SQLModel], ColumnElement[bool]]]:
    """By the database's clock, with an hour for gateways whose clocks are slow."""
    return (
        (Session, _before(Session.expires_at, _AN_HOUR)),
        # Links in mails, steps of signing in, attempts at providers, passkey challenges.
        (SingleUseToken, _before(SingleUseToken.expires_at, _AN_HOUR)),
        # An Idempotency-Key is kept for a day.
        (IdempotentRequest, _before(IdempotentRequest.created_at, _A_DAY + _AN_HOUR)),
        # The gateway forgets these two as well, every few seconds while one runs.
        (RateBucket, _before(RateBucket.updated_at, _AN_HOUR)),
        (
            Listen,
            and_(
                col(Listen.user_id).is_(None),
                _before(Listen.last_counted_at, _AN_HOUR),
            ),
        ),
        # Neither usable at Polar nor held by a request that deals with it.
        (
            Checkout,
            _before(func.greatest(Checkout.expires_at, Checkout.held_until), _A_DAY),
        ),
    )


def _before(moment: Any, age: timedelta) -> ColumnElement[bool]:
    is_over: ColumnElement[bool] = moment < func.now() - age
    return is_over
