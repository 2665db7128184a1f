"""Queries about one person's second factor; each is bound to that person."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.session import Session
from shared.models.totp import RecoveryCode, TotpCredential
from shared.models.user import User


class SecondFactorRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def held(self, user_id: UUID | None) -> User | None:
        """The person, unless erased, held until the transaction ends."""
        statement = (
            select(User)
            .where(User.id == user_id, col(User.erased_at).is_(None))
            .with_for_update()
        )
        return (await self._session.exec(statement)).one_or_none()

    async def hold_session(self, session_id: UUID, *, user_id: UUID) -> bool:
        """Keep a session from being ended; False when it was."""
        statement = (
            select(Session.id)
            .where(Session.id == session_id, Session.user_id == user_id)
            .with_for_update()
        )
        return (await self._session.exec(statement)).one_or_none() is not None

    async def credential(self, user_id: UUID) -> TotpCredential | None:
        return await self._session.get(TotpCredential, user_id)

    async def add_credential(self, credential: TotpCredential) -> bool:
        """False when the person has one."""
        statement = (
            insert(TotpCredential)
            .values(**credential.model_dump())
            .on_conflict_do_nothing(index_elements=["user_id"])
            .returning(col(TotpCredential.user_id))
        )
        return (await self._session.execute(statement)).first() is not None

    async def take_step(self, user_id: UUID, step: int, *, secret: str) -> bool:
        """Use up a code and those before it; of two that race with one, one may.

        Sealed anew each time, the secret follows a change of keys.
        """
        statement = (
            update(TotpCredential)
            .where(
                col(TotpCredential.user_id) == user_id,
                col(TotpCredential.last_step) < step,
            )
            .values(last_step=step, secret=secret)
        )
        return (await self._session.exec(statement)).rowcount > 0

    async def remove_credential(self, user_id: UUID) -> bool:
        """With its recovery codes; False when there is none."""
        await self._remove_recovery_codes(user_id)
        statement = delete(TotpCredential).where(col(TotpCredential.user_id) == user_id)
        return (await self._session.exec(statement)).rowcount > 0

    async def replace_recovery_codes(
        self, user_id: UUID, digests: Sequence[bytes]
    ) -> None:
        await self._remove_recovery_codes(user_id)
        self._session.add_all(
            RecoveryCode(user_id=user_id, code_sha256=digest) for digest in digests
        )

    async def take_recovery_code(self, user_id: UUID, digest: bytes) -> bool:
        """Use one up; of two that race with one code, one may."""
        statement = delete(RecoveryCode).where(
            col(RecoveryCode.user_id) == user_id,
            col(RecoveryCode.code_sha256) == digest,
        )
        return (await self._session.exec(statement)).rowcount > 0

    async def recovery_codes_left(self, user_id: UUID) -> int:
        statement = select(func.count()).where(col(RecoveryCode.user_id) == user_id)
        return (await self._session.exec(statement)).one()

    async def _remove_recovery_codes(self, user_id: UUID) -> None:
        await self._session.exec(
            delete(RecoveryCode).where(col(RecoveryCode.user_id) == user_id)
        )
