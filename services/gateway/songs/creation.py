"""Asking for songs: checked, recorded once, and only then started."""

import asyncio
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import structlog
from fastapi import Depends

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
from services.gateway.songs.requests import LARGEST_SEED, SongCreate
from services.gateway.songs.starting import SongWorkflows
from shared.db import Sessions
from shared.domain.credits import price_of, require_funds
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.idempotency import IdempotentRequest
from shared.models.song import Song
from shared.models.user import User
from shared.settings import AccountSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_UNTITLED = "Untitled"
_KEY_LIFE = timedelta(hours=24)


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
        """Record the songs, then start their workflows: in that order, so both can be retried."""
        async with self._sessions.begin() as session:
            repository = SongRepository(session)
            songs = await _answered_before(repository, owner, request, idempotency_key)
            if songs is None:
                await self._require_room(Ledger(session), repository, owner, request)
                songs = await _record(repository, owner, request, idempotency_key)
        await asyncio.gather(*map(self._workflows.start_or_leave, songs))
        for song in songs:
            log.info("song_queued", song_id=str(song.id), seconds=song.audio_duration)
        return songs

    async def _require_room(
        self,
        ledger: Ledger,
        repository: SongRepository,
        owner: User,
        request: SongCreate,
    ) -> None:
        """Refuse early what the saga would refuse later; the lock makes it exact."""
        funds = await ledger.funds(owner.id, lock=True)
        unfinished = await repository.unfinished(owner.id)
        limit = self._settings.unfinished_songs_limit
        if unfinished + request.takes > limit:
            raise QuotaExceeded(limit=limit, unfinished=unfinished)
        promised = price_of(await repository.unreserved(owner.id))
        require_funds(
            available=funds.available - promised, price=price_of(request.takes)
        )


async def _answered_before(
    repository: SongRepository, owner: User, request: SongCreate, key: str | None
) -> Sequence[Song] | None:
    """The songs that this key stands for already."""
    if key is None:
        return None
    if not await repository.claim(owner.id, key):
        raise RequestInFlight
    earlier = await repository.answered(owner.id, key, since=utc_now() - _KEY_LIFE)
    if earlier is None:
        return None
    if earlier.body_sha256 != _body_digest(request):
        raise IdempotencyKeyReused
    return await repository.those(earlier.song_ids)


async def _record(
    repository: SongRepository, owner: User, request: SongCreate, key: str | None
) -> Sequence[Song]:
    songs = await repository.add(
        [_song(owner, request, seed=seed) for seed in _seeds(request)]
    )
    if key is not None:
        repository.remember(
            IdempotentRequest(
                user_id=owner.id,
                key=key,
                body_sha256=_body_digest(request),
                song_ids=[song.id for song in songs],
            )
        )
    return songs


def _seeds(request: SongCreate) -> list[int]:
    """One for each take: the given one and those after it, or fresh ones."""
    if request.seed < 0:
        return [secrets.randbelow(2**31) for _ in range(request.takes)]
    return [(request.seed + take) % (LARGEST_SEED + 1) for take in range(request.takes)]


def _song(owner: User, request: SongCreate, *, seed: int) -> Song:
    recipe = request.recipe(seed=seed)
    facts = asdict(recipe)
    return Song(
        owner_id=owner.id,
        recipe=facts,
        **{**facts, "title": recipe.title or _UNTITLED},
    )


def _body_digest(request: SongCreate) -> bytes:
    return hashlib.sha256(request.model_dump_json().encode()).digest()


def get_song_creation(
    sessions: SessionsDep, temporal: TemporalDep, settings: AccountSettingsDep
) -> SongCreation:
    return SongCreation(sessions, SongWorkflows(temporal), settings)


SongCreationDep = Annotated[SongCreation, Depends(get_song_creation)]
