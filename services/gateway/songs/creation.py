"""Asking for songs: checked, recorded once, and only then started."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Annotated, TypeAlias
from uuid import UUID

import structlog
from fastapi import Depends
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.dependencies import (
    AccountSettingsDep,
    SessionsDep,
    TemporalDep,
)
from services.gateway.songs.errors import (
    IdempotencyKeyReused,
    QuotaExceeded,
    RequestInFlight,
)
from services.gateway.songs.repository import SongRepository
from services.gateway.songs.requests import SongCreate
from services.gateway.songs.starting import SongWorkflows
from services.gateway.songs.takes import line_up, once_more, takes_of
from shared.contracts.songs import workflow_id
from shared.db import Sessions
from shared.domain.credits import price_of, require_funds
from shared.kill_points import Edge, Point, reach
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.idempotency import IdempotentRequest
from shared.models.song import Song
from shared.models.user import User
from shared.settings import AccountSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_KEY_LIFE = timedelta(hours=24)


Make: TypeAlias = Callable[[SongRepository], Awaitable[Sequence[Song]]]
"""The songs that a request stands for, not recorded as yet."""


class SongCreation:
    def __init__(
        self, sessions: Sessions, workflows: SongWorkflows, settings: AccountSettings
    ) -> None:
        self._sessions = sessions
        self._workflows = workflows
        self._settings = settings

    async def create(
        self, owner: User, request: SongCreate, *, idempotency_key: str | None
    ) -> Sequence[Song]:
        async def make(_: SongRepository) -> Sequence[Song]:
            return takes_of(owner, request)

        body = request.model_dump_json()
        return await self._accept(owner, make, body=body, key=idempotency_key)

    async def regenerate(
        self,
        owner: User,
        song_id: UUID,
        *,
        seed: int | None,
        idempotency_key: str | None,
    ) -> Sequence[Song]:
        """Ask for a song once more: what was asked then, not what became of it."""

        async def make(repository: SongRepository) -> Sequence[Song]:
            parent = await repository.owned_and_kept(song_id, owner_id=owner.id)
            return [once_more(parent, seed=seed)]

        body = f"regenerate {song_id} {seed}"
        return await self._accept(owner, make, body=body, key=idempotency_key)

    async def _accept(
        self, owner: User, make: Make, *, body: str, key: str | None
    ) -> Sequence[Song]:
        """Record the songs, then start their workflows: in that order, so both can be retried."""
        digest = hashlib.sha256(body.encode()).digest()
        await reach(Point.RECEIVED, Edge.BEFORE)
        async with self._sessions.begin() as session:
            repository = SongRepository(session)
            songs = await _answered_before(repository, owner, digest, key)
            if songs is None:
                wanted = await make(repository)
                unfinished = await self._require_room(session, owner, len(wanted))
                line_up(wanted, unfinished=unfinished)
                songs = await repository.add(wanted)
                _remember(repository, songs, digest, key)
        await reach(Point.RECEIVED, Edge.AFTER)
        await asyncio.gather(*map(self._workflows.start_or_leave, songs))
        for song in songs:
            log.info(
                "song_queued",
                song_id=str(song.id),
                workflow_id=workflow_id(song.id),
                seconds=song.audio_duration,
            )
        return songs

    async def _require_room(
        self, session: AsyncSession, owner: User, count: int
    ) -> int:
        """Refuse early what the saga would refuse later; the lock makes it exact.

        How many songs of theirs are unfinished as yet.
        """
        funds = await Ledger(session).funds(owner.id, lock=True)
        repository = SongRepository(session)
        unfinished = await repository.unfinished(owner.id)
        limit = self._settings.unfinished_songs_limit
        if unfinished + count > limit:
            raise QuotaExceeded(limit=limit, unfinished=unfinished)
        promised = price_of(await repository.unreserved(owner.id))
        require_funds(available=funds.available - promised, price=price_of(count))
        return unfinished


async def _answered_before(
    repository: SongRepository, owner: User, digest: bytes, key: str | None
) -> Sequence[Song] | None:
    """The songs that this key stands for already."""
    if key is None:
        return None
    if not await repository.claim(owner.id, key):
        raise RequestInFlight
    earlier = await repository.answered(owner.id, key, since=utc_now() - _KEY_LIFE)
    if earlier is None:
        return None
    if earlier.body_sha256 != digest:
        raise IdempotencyKeyReused
    return await repository.those(earlier.song_ids)


def _remember(
    repository: SongRepository, songs: Sequence[Song], digest: bytes, key: str | None
) -> None:
    if key is not None:
        repository.remember(
            IdempotentRequest(
                user_id=songs[0].owner_id,
                key=key,
                body_sha256=digest,
                song_ids=[song.id for song in songs],
            )
        )


async def get_song_creation(
    sessions: SessionsDep, temporal: TemporalDep, settings: AccountSettingsDep
) -> SongCreation:
    return SongCreation(sessions, SongWorkflows(temporal), settings)


SongCreationDep = Annotated[SongCreation, Depends(get_song_creation)]
