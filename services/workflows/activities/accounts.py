"""Erasing an account: its songs, their objects, and all rows that tell of the person."""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity
from typing_extensions import override

from shared.contracts import object_keys
from shared.contracts.accounts import EraseAccount
from shared.contracts.activities import AccountActivities
from shared.db import Sessions
from shared.domain.songs import UNFINISHED
from shared.errors import NotFound
from shared.models.base import utc_now
from shared.models.mail import Mail
from shared.models.song import Song
from shared.models.user import User
from shared.models.webhook_delivery import WebhookDelivery
from shared.storage import ObjectStorage

_AT_ONCE: Final = 20


class DatabaseAccountActivities(AccountActivities):
    """Every method may run twice: what is gone already is passed over."""

    def __init__(self, sessions: Sessions, storage: ObjectStorage) -> None:
        self._sessions = sessions
        self._storage = storage

    @override
    @activity.defn
    async def stop_songs(self, request: EraseAccount) -> list[UUID]:
        async with self._sessions.begin() as session:
            if await _erased(session, request.user_id) is None:
                return []
            statement = (
                update(Song)
                .where(
                    col(Song.owner_id) == request.user_id,
                    col(Song.status).in_(UNFINISHED),
                )
                # From here on they cannot become ready, whatever their workflows do.
                .values(
                    cancel_requested_at=func.coalesce(
                        Song.cancel_requested_at, utc_now()
                    )
                )
                .returning(col(Song.id))
            )
            return list((await session.execute(statement)).scalars())

    @override
    @activity.defn
    async def delete_songs(self, request: EraseAccount) -> bool:
        async with self._sessions.begin() as session:
            if await _erased(session, request.user_id) is None:
                return False
            song_ids = await _some_ended(session, request.user_id)
        # The objects first: a row that is gone tells nobody any more where they lie.
        for song_id in song_ids:
            await asyncio.to_thread(
                self._storage.delete_prefix, object_keys.prefix(song_id)
            )
        async with self._sessions.begin() as session:
            await session.exec(delete(Song).where(col(Song.id).in_(song_ids)))
        return len(song_ids) == _AT_ONCE

    @override
    @activity.defn
    async def delete_account(self, request: EraseAccount) -> bool:
        async with self._sessions.begin() as session:
            # Held: no song of theirs can be recorded any more, for want of an owner.
            if await _erased(session, request.user_id) is None:
                return True
            if await _has_songs(session, request.user_id):
                return False
            await _forget_correspondence(session, request.user_id)
            # What else is theirs goes with this row; the database lowers the counters
            # of songs that they liked and heard.
            await session.exec(delete(User).where(col(User.id) == request.user_id))
            return True


async def _erased(session: AsyncSession, user_id: UUID) -> User | None:
    """The person who asked to be forgotten, held; None when they are gone already."""
    user = await session.get(User, user_id, with_for_update=True)
    if user is not None and user.erased_at is None:
        raise NotFound("Nobody of this id has asked to be forgotten.")
    return user


async def _some_ended(session: AsyncSession, owner_id: UUID) -> Sequence[UUID]:
    statement = (
        select(Song.id)
        .where(Song.owner_id == owner_id, col(Song.status).not_in(UNFINISHED))
        .limit(_AT_ONCE)
    )
    return (await session.exec(statement)).all()


async def _has_songs(session: AsyncSession, owner_id: UUID) -> bool:
    statement = select(Song.id).where(Song.owner_id == owner_id).limit(1)
    return (await session.exec(statement)).first() is not None


async def _forget_correspondence(session: AsyncSession, user_id: UUID) -> None:
    # One that is not settled still has to reach them: it says that they are erased.
    await session.exec(
        delete(Mail).where(
            col(Mail.user_id) == user_id, col(Mail.settled_at).is_not(None)
        )
    )
    # Polar's words about a purchase hold a name and an address.
    await session.exec(
        update(WebhookDelivery)
        .where(col(WebhookDelivery.body).contains(str(user_id)))
        .values(body="")
    )
