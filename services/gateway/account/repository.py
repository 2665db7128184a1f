"""Queries about one person's own account; each is bound to that person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.auth.errors import NotSignedIn
from shared.errors import NotFound
from shared.models.api_key import ApiKey
from shared.models.base import utc_now
from shared.models.mail import Mail, MailPurpose
from shared.models.oauth_account import OauthAccount
from shared.models.passkey import Passkey
from shared.models.session import Session
from shared.models.single_use_token import SingleUseToken
from shared.models.song import Song
from shared.models.totp import RecoveryCode, TotpCredential
from shared.models.user import User

_WAYS_IN: Final = (
    (Session, col(Session.user_id)),
    (ApiKey, col(ApiKey.user_id)),
    (SingleUseToken, col(SingleUseToken.user_id)),
    (OauthAccount, col(OauthAccount.user_id)),
    (Passkey, col(Passkey.user_id)),
    (TotpCredential, col(TotpCredential.user_id)),
    (RecoveryCode, col(RecoveryCode.user_id)),
)
_WITH_LINKS: Final = (
    MailPurpose.VERIFY_EMAIL,
    MailPurpose.CHANGE_EMAIL,
    MailPurpose.RESET_PASSWORD,
)


class AccountRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def held(self, user_id: UUID) -> User:
        """The person, as they are now, held until the transaction ends."""
        statement = (
            select(User)
            .where(User.id == user_id, col(User.erased_at).is_(None))
            .with_for_update()
        )
        user = (await self._session.exec(statement)).one_or_none()
        if user is None:
            raise NotSignedIn
        return user

    async def hold_session(self, session_id: UUID, *, user_id: UUID) -> None:
        """Keep a session from being ended until the transaction ends."""
        statement = (
            select(Session.id)
            .where(Session.id == session_id, Session.user_id == user_id)
            .with_for_update()
        )
        if (await self._session.exec(statement)).one_or_none() is None:
            raise NotSignedIn

    async def living_sessions(
        self,
        user_id: UUID,
        *,
        now: datetime,
        idle_since: datetime,
        limit: int,
        before: tuple[datetime, UUID] | None,
    ) -> Sequence[Session]:
        """Newest first."""
        statement = (
            select(Session)
            .where(
                Session.user_id == user_id,
                Session.expires_at > now,
                Session.last_seen_at > idle_since,
            )
            .order_by(col(Session.created_at).desc(), col(Session.id).desc())
            .limit(limit)
        )
        if before is not None:
            statement = statement.where(
                tuple_(col(Session.created_at), col(Session.id)) < before
            )
        return (await self._session.exec(statement)).all()

    async def end_session(self, session_id: UUID, *, user_id: UUID) -> None:
        statement = (
            delete(Session)
            .where(col(Session.id) == session_id, col(Session.user_id) == user_id)
            .returning(col(Session.id))
        )
        if (await self._session.execute(statement)).first() is None:
            raise NotFound("Session not found.")

    async def close_every_door(self, user_id: UUID) -> None:
        """Leave no way in: no session, key, second factor or link."""
        for table, owner in _WAYS_IN:
            await self._session.exec(delete(table).where(owner == user_id))
        # A mail on its way must not bring a new link.
        await self._session.exec(
            update(Mail)
            .where(
                col(Mail.user_id) == user_id,
                col(Mail.purpose).in_(_WITH_LINKS),
                col(Mail.settled_at).is_(None),
            )
            .values(settled_at=utc_now(), address="")
        )

    async def unpublish_songs(self, user_id: UUID) -> None:
        await self._session.exec(
            update(Song)
            .where(col(Song.owner_id) == user_id, col(Song.published))
            .values(published=False)
        )

    async def erased(self, *, after: UUID | None, limit: int) -> Sequence[UUID]:
        """Those who asked to be forgotten and are not yet, in the order of their ids."""
        statement = (
            select(User.id)
            .where(col(User.erased_at).is_not(None))
            .order_by(col(User.id))
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(col(User.id) > after)
        return (await self._session.exec(statement)).all()
