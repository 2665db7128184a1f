"""Beginning, renewing and ending sessions; every way of signing in ends here."""

from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import bindparam
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.auth.device import Device
from services.gateway.auth.tokens import ABSOLUTE, digest, new_token
from shared.models.base import utc_now
from shared.models.session import Session
from shared.models.user import User

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# Asked with almost every request: to put it together takes as long as to ask it.
_LIVING: Final = (
    select(Session, User)
    .join(User, col(User.id) == col(Session.user_id))
    .where(
        col(Session.token_sha256) == bindparam("digest"),
        col(Session.expires_at) > bindparam("now"),
        col(Session.last_seen_at) > bindparam("idle_since"),
        col(User.erased_at).is_(None),
    )
)


class SignIns:
    """Works inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, user: User, device: Device) -> str:
        """A session for somebody who has just proved who they are; its token.

        A browser has one: the one before would live on, held by nobody.
        """
        if device.session_token is not None:
            await self.end_presented(device.session_token)
        token = new_token()
        self._session.add(
            Session(
                user_id=user.id,
                token_sha256=digest(token),
                user_agent=device.user_agent,
                address=device.address,
                expires_at=utc_now() + ABSOLUTE,
            )
        )
        log.info("session_begun", user_id=str(user.id))
        return token

    async def renew(self, signed_in: Session) -> str:
        """A fresh token for a session whose person has just proved who they are again.

        Call it when rights change too: a token that leaked before is worth nothing then.
        """
        token = new_token()
        kept = await self._session.get_one(Session, signed_in.id, with_for_update=True)
        kept.token_sha256 = digest(token)
        kept.authenticated_at = utc_now()
        return token

    async def end_all(self, user_id: UUID, *, but: UUID | None = None) -> None:
        """End a person's sessions everywhere, at once."""
        statement = delete(Session).where(col(Session.user_id) == user_id)
        if but is not None:
            statement = statement.where(col(Session.id) != but)
        await self._session.exec(statement)

    async def end_presented(self, token: str) -> None:
        await self._session.exec(
            delete(Session).where(col(Session.token_sha256) == digest(token))
        )

    async def living(
        self, token: str, *, now: datetime, idle_since: datetime
    ) -> tuple[Session, User] | None:
        """The session that a token opens, and its person."""
        facts = {"digest": digest(token), "now": now, "idle_since": idle_since}
        return (await self._session.exec(_LIVING, params=facts)).one_or_none()
