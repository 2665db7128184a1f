"""The credits ledger: the only code that reads or writes ledger entries.

Two-phase, after TigerBeetle's pending transfers: ``reserve`` sets credits aside,
then either ``capture`` takes them or ``release`` frees them, never both. Each
movement happens once per idempotency key, however often it is asked for. Credits come
in by grants and, when an order is refunded, leave again by ``take_back``.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.domain.credits import Funds, require_funds
from shared.errors import DomainError
from shared.models.credits import CreditAccount, EntryKind, LedgerEntry


class AlreadyReleased(DomainError):
    """The credit was given back before; it can no longer be reserved or taken."""


class NothingReserved(DomainError):
    """A credit can only be taken after it was set aside."""


class Ledger:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open_account(self, account_id: UUID) -> None:
        """Make the account, unless it is there."""
        await self._session.exec(
            insert(CreditAccount)
            .values(id=account_id, balance=0, reserved=0)
            .on_conflict_do_nothing()
        )

    async def funds(self, account_id: UUID, *, lock: bool = False) -> Funds:
        """What the account holds; with ``lock`` nothing moves until this transaction ends."""
        account = await self._session.get_one(
            CreditAccount, account_id, with_for_update=lock, populate_existing=True
        )
        return Funds(balance=account.balance, reserved=account.reserved)

    async def has_account(self, account_id: UUID) -> bool:
        return await self._session.get(CreditAccount, account_id) is not None

    async def grant(
        self,
        account_id: UUID,
        amount: int,
        *,
        key: str,
        note: str,
        order_id: UUID | None = None,
    ) -> None:
        """Add credits, once per ``key``; for an order, once at all."""
        await self.funds(account_id, lock=True)
        if await self._find(key):
            return
        await self._write(
            LedgerEntry(
                account_id=account_id,
                kind=EntryKind.GRANT,
                amount=amount,
                order_id=order_id,
                note=note,
                idempotency_key=key,
            )
        )

    async def take_back(
        self, account_id: UUID, amount: int, *, order_id: UUID, key: str, note: str
    ) -> int:
        """Take what a refunded order had granted, once per ``key``; return how much.

        Never more than is available: what is spent or set aside for a song stays so.
        """
        funds = await self.funds(account_id, lock=True)
        if (earlier := await self._find(key)) is not None:
            return -earlier.amount
        taken = min(amount, funds.available)
        if taken > 0:
            await self._write(
                LedgerEntry(
                    account_id=account_id,
                    kind=EntryKind.TAKE_BACK,
                    amount=-taken,
                    order_id=order_id,
                    note=note,
                    idempotency_key=key,
                )
            )
        return taken

    async def reserve(
        self, account_id: UUID, amount: int, *, song_id: UUID, note: str = ""
    ) -> None:
        """Set credits aside for a song, once; ``InsufficientCredits`` when there are too few."""
        funds = await self.funds(account_id, lock=True)
        if await self._find(_key(EntryKind.RESERVE, song_id)):
            return
        # A release that came first stands: this is a late retry of an undone reserve.
        if await self._find(_key(EntryKind.RELEASE, song_id)):
            raise AlreadyReleased("This song was ended before its credit was reserved.")
        require_funds(available=funds.available, price=amount)
        await self._move(
            account_id, EntryKind.RESERVE, reserved=amount, song_id=song_id, note=note
        )

    async def capture(self, account_id: UUID, *, song_id: UUID, note: str = "") -> None:
        """Take what was set aside for a song, once."""
        await self.funds(account_id, lock=True)
        if await self._find(_key(EntryKind.CAPTURE, song_id)):
            return
        if await self._find(_key(EntryKind.RELEASE, song_id)):
            raise AlreadyReleased(
                "This song's credit was given back; it cannot be taken."
            )
        amount = await self._reserved_for(song_id)
        if amount == 0:
            raise NothingReserved("No credit was set aside for this song.")
        await self._move(
            account_id,
            EntryKind.CAPTURE,
            amount=-amount,
            reserved=-amount,
            song_id=song_id,
            note=note,
        )

    async def release(self, account_id: UUID, *, song_id: UUID, note: str = "") -> bool:
        """Free what was set aside for a song, once, even if that was nothing.

        The row is written even then: it fences a reserve that arrives late. A captured
        credit stays captured. Returns whether the credit is free now.
        """
        await self.funds(account_id, lock=True)
        if await self._find(_key(EntryKind.CAPTURE, song_id)):
            return False
        if await self._find(_key(EntryKind.RELEASE, song_id)) is None:
            amount = await self._reserved_for(song_id)
            await self._move(
                account_id,
                EntryKind.RELEASE,
                reserved=-amount,
                song_id=song_id,
                note=note,
            )
        return True

    async def entries(
        self, account_id: UUID, *, limit: int, before: int | None = None
    ) -> Sequence[LedgerEntry]:
        """Newest first, those written before position ``before``."""
        statement = (
            select(LedgerEntry)
            .where(LedgerEntry.account_id == account_id)
            .order_by(col(LedgerEntry.position).desc())
            .limit(limit)
        )
        if before is not None:
            statement = statement.where(col(LedgerEntry.position) < before)
        return (await self._session.exec(statement)).all()

    async def _reserved_for(self, song_id: UUID) -> int:
        entry = await self._find(_key(EntryKind.RESERVE, song_id))
        return entry.reserved if entry else 0

    async def _find(self, key: str) -> LedgerEntry | None:
        statement = select(LedgerEntry).where(col(LedgerEntry.idempotency_key) == key)
        return (await self._session.exec(statement)).one_or_none()

    async def _move(
        self,
        account_id: UUID,
        kind: EntryKind,
        *,
        amount: int = 0,
        reserved: int,
        song_id: UUID,
        note: str,
    ) -> None:
        """Write a song's movement, whose key is made from the song."""
        await self._write(
            LedgerEntry(
                account_id=account_id,
                kind=kind,
                amount=amount,
                reserved=reserved,
                song_id=song_id,
                note=note,
                idempotency_key=_key(kind, song_id),
            )
        )

    async def _write(self, entry: LedgerEntry) -> None:
        self._session.add(entry)
        await self._session.flush()


def _key(kind: EntryKind, song_id: UUID) -> str:
    return f"{kind}:{song_id}"
