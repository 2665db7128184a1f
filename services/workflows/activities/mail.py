"""Mail activities: from a row that asks for a mail to a mail that was sent."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, Self
from uuid import UUID

import structlog
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity
from typing_extensions import override

from services.workflows.activities.mail_server import MailServer
from services.workflows.activities.mail_writing import MailWriter, Order
from shared.contracts.activities import MailActivities
from shared.contracts.mail import DeliverMail
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.mail import Mail, MailPurpose
from shared.models.single_use_token import TokenPurpose
from shared.models.user import User
from shared.outside_settings import MailSettings
from shared.settings import WebSettings
from shared.single_use import SingleUseTokens

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_TOKENS: Final[Mapping[MailPurpose, tuple[TokenPurpose, timedelta]]] = {
    MailPurpose.VERIFY_EMAIL: (TokenPurpose.VERIFY_EMAIL, timedelta(hours=24)),
    MailPurpose.RESET_PASSWORD: (TokenPurpose.RESET_PASSWORD, timedelta(hours=1)),
    MailPurpose.CHANGE_EMAIL: (TokenPurpose.CHANGE_EMAIL, timedelta(hours=1)),
}


class DatabaseMailActivities(MailActivities):
    """A mail that was sent while its row could not be settled is sent again: at least once.

    Each attempt makes a token of its own; an earlier one, which may have arrived, stays good.
    """

    def __init__(
        self, sessions: Sessions, writer: MailWriter, server: MailServer | None
    ) -> None:
        self._sessions = sessions
        self._writer = writer
        self._server = server

    @classmethod
    def of(cls, sessions: Sessions, post: MailSettings, web: WebSettings) -> Self:
        writer = MailWriter(sender=post.mail_from, public_url=web.public_url)
        return cls(sessions, writer, MailServer.of(post))

    @override
    @activity.defn
    async def deliver_mail(self, request: DeliverMail) -> None:
        if self._server is None:
            log.warning("mail_not_sent", mail_id=str(request.mail_id))
        elif order := await self._prepare(request.mail_id):
            await self._server.send(self._writer.write(order), to=order.to)
            log.info("mail_sent", mail_id=str(request.mail_id))
        await self._settle(request.mail_id)

    @override
    @activity.defn
    async def give_mail_up(self, request: DeliverMail) -> None:
        log.warning("mail_given_up", mail_id=str(request.mail_id))
        await self._settle(request.mail_id)

    async def _prepare(self, mail_id: UUID) -> Order | None:
        """What to write, with a fresh token; None when nobody is to get it (any more)."""
        async with self._sessions.begin() as session:
            mail = await session.get(Mail, mail_id)
            if mail is None or mail.settled_at is not None:
                return None
            person = await _living(session, mail.user_id)
            if not await _is_wanted(session, mail, person):
                return None
            token = await _token(session, mail)
        return Order(
            mail_id=mail.id,
            purpose=mail.purpose,
            to=mail.address,
            name=_known_name(mail, person),
            token=token,
        )

    async def _settle(self, mail_id: UUID) -> None:
        async with self._sessions.begin() as session:
            await session.exec(
                update(Mail)
                .where(col(Mail.id) == mail_id, col(Mail.settled_at).is_(None))
                .values(settled_at=utc_now(), address="")
            )


async def _living(session: AsyncSession, user_id: UUID | None) -> User | None:
    if user_id is None:
        return None
    # Held: an address that changes at this moment must not get a token of the old one.
    person = await session.get(User, user_id, with_for_update={"read": True})
    return person if person is not None and person.erased_at is None else None


async def _is_wanted(session: AsyncSession, mail: Mail, person: User | None) -> bool:
    """Whether it still says something true to whoever reads it."""
    if mail.purpose not in _TOKENS:
        return mail.user_id is not None
    if person is None:
        return False
    if mail.purpose == MailPurpose.CHANGE_EMAIL:
        return not await _is_taken(session, mail.address)
    is_news = mail.purpose != MailPurpose.VERIFY_EMAIL or not person.email_verified
    return is_news and person.email == mail.address


async def _is_taken(session: AsyncSession, address: str) -> bool:
    statement = select(User.id).where(User.email == address)
    return (await session.exec(statement)).first() is not None


async def _token(session: AsyncSession, mail: Mail) -> str | None:
    if mail.purpose not in _TOKENS:
        return None
    purpose, life = _TOKENS[mail.purpose]
    return await SingleUseTokens(session).issue(
        purpose, user_id=mail.user_id, life=life, facts={"email": mail.address}
    )


def _known_name(mail: Mail, person: User | None) -> str | None:
    """Only to an address that is proven to be the person's own."""
    if person is None or not person.email_verified or person.email != mail.address:
        return None
    return person.name
