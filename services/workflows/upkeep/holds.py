"""Credits that are set aside for a song which is gone, or has ended without them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import Client
from typing_extensions import override

from services.workflows.activities.songs import lock_if_there
from services.workflows.upkeep.fates import Fates
from services.workflows.upkeep.parts import Beat, Found, Graces, Page, Part
from shared.contracts.songs import deletion_workflow_id, workflow_id
from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.credits import CreditAccount, EntryKind, LedgerEntry
from shared.models.song import Song

KIND: Final = "hold_without_song"
_ENDED: Final = (SongStatus.FAILED, SongStatus.CANCELLED)
_AT_ONCE: Final = 100


class LooseHolds(Part):
    """A deleted song's own workflow settles its credit first: that is waited for."""

    def __init__(self, sessions: Sessions, client: Client, graces: Graces) -> None:
        self._sessions = sessions
        self._graces = graces
        self._fates = Fates(client)

    @override
    async def find(self, after: str) -> Page:
        async with self._sessions() as session:
            holds = await _loose(
                session,
                reserved_before=utc_now() - self._graces.loose,
                after=int(after or 0),
            )
        found = [
            Found(kind=KIND, id=str(song_id))
            for _, song_id in holds
            if not await self._is_dealt_with(song_id)
        ]
        more = str(holds[-1][0]) if len(holds) == _AT_ONCE else ""
        return Page(seen=len(holds), found=found, after=more)

    @override
    async def do(self, found: Found, beat: Beat) -> int:
        song_id = UUID(found.id)
        if await self._is_dealt_with(song_id):
            return 0
        async with self._sessions.begin() as session:
            song = await lock_if_there(session, song_id)
            account_id = await _account_of(session, song_id)
            if account_id is None or (song and song.status not in _ENDED):
                return 0
            return int(await Ledger(session).release(account_id, song_id=song_id))

    async def _is_dealt_with(self, song_id: UUID) -> bool:
        return await self._fates.any_open(
            [workflow_id(song_id), deletion_workflow_id(song_id)]
        )


async def oldest_hold(session: AsyncSession) -> datetime | None:
    """Since when the credit that waits longest is set aside."""
    statement = (
        select(func.min(LedgerEntry.created_at))
        .join(CreditAccount, col(CreditAccount.id) == col(LedgerEntry.account_id))
        .where(*_is_open())
    )
    return (await session.exec(statement)).one()


async def _loose(
    session: AsyncSession, *, reserved_before: datetime, after: int
) -> list[tuple[int, UUID]]:
    """Position and song of holds whose song is gone or ended, from ``after`` on."""
    statement = (
        select(col(LedgerEntry.position), col(LedgerEntry.song_id))
        .join(CreditAccount, col(CreditAccount.id) == col(LedgerEntry.account_id))
        .outerjoin(Song, col(Song.id) == col(LedgerEntry.song_id))
        .where(
            *_is_open(),
            or_(col(Song.id).is_(None), col(Song.status).in_(_ENDED)),
            col(LedgerEntry.created_at) < reserved_before,
            col(LedgerEntry.position) > after,
        )
        .order_by(col(LedgerEntry.position))
        .limit(_AT_ONCE)
    )
    rows = (await session.exec(statement)).all()
    return [(position, song_id) for position, song_id in rows if position and song_id]


async def _account_of(session: AsyncSession, song_id: UUID) -> UUID | None:
    """Whose credit is still set aside for a song."""
    statement = (
        select(LedgerEntry.account_id)
        .join(CreditAccount, col(CreditAccount.id) == col(LedgerEntry.account_id))
        .where(*_is_open(), LedgerEntry.song_id == song_id)
    )
    return (await session.exec(statement)).one_or_none()


def _is_open() -> tuple[ColumnElement[bool], ...]:
    """Conditions on an entry and its account: reserved, and neither taken nor freed."""
    end = aliased(LedgerEntry)
    ended = select(end.id).where(
        end.song_id == LedgerEntry.song_id,
        col(end.kind).in_((EntryKind.CAPTURE, EntryKind.RELEASE)),
    )
    return (
        # Few accounts have anything set aside: the ledger is not read as a whole.
        col(CreditAccount.reserved) > 0,
        col(LedgerEntry.kind) == EntryKind.RESERVE,
        ~ended.exists(),
    )
