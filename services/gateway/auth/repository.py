"""Queries about people and where they are signed in."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.session import Session
from shared.models.user import User


class AuthRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add_user(self, user: User) -> bool:
        """Add a person; False when the e-mail has an account."""
        statement = (
            insert(User)
            .values(**user.model_dump())
            .on_conflict_do_nothing(index_elements=["email"])
            .returning(col(User.id))
        )
        return (await self._session.execute(statement)).first() is not None

    async def user_by_email(self, email: str) -> User | None:
        statement = select(User).where(User.email == email)
        return (await self._session.exec(statement)).one_or_none()

    def add_session(self, session: Session) -> None:
        self._session.add(session)

    async def signed_in(
        self, token_sha256: bytes, *, now: datetime, idle_since: datetime
    ) -> tuple[Session, User] | None:
        """A living session and its person."""
        statement = (
            select(Session, User)
            .join(User, col(User.id) == col(Session.user_id))
            .where(
                Session.token_sha256 == token_sha256,
                Session.expires_at > now,
                Session.last_seen_at > idle_since,
            )
        )
        return (await self._session.exec(statement)).one_or_none()

    async def end_session(self, token_sha256: bytes) -> None:
        await self._session.exec(
            delete(Session).where(col(Session.token_sha256) == token_sha256)
        )
