"""Songs that began and ended at moments of a test's choosing, with their credits."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from services.workflows.costs.asking import CostRequest, Prices
from services.workflows.costs.report import CostReport, report_of
from shared.db import Sessions
from shared.domain.songs import SongMode, SongStatus
from shared.ledger import Ledger
from shared.models.song import Song
from shared.models.user import User
from shared.settings import DatabaseSettings

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
DAY = NOON.replace(hour=0)
HOURLY = Prices(gpu_hour=3.6, credit=0.5, currency="EUR")
"""A thousandth a second."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """Seconds after noon at which a song began and ended, and what became of it."""

    began: float | None
    ended: float | None
    status: SongStatus = SongStatus.READY
    revision: str | None = "r1"


@dataclass(frozen=True, slots=True)
class Studio:
    sessions: Sessions
    owner_id: UUID

    async def make(self, *songs: Made) -> list[UUID]:
        """In the database as the saga leaves them: a ready one paid, others given back."""
        return [await self._make(song) for song in songs]

    async def _make(self, made: Made) -> UUID:
        song_id = uuid4()
        is_ready = made.status == SongStatus.READY
        async with self.sessions.begin() as session:
            session.add(
                Song(
                    id=song_id,
                    owner_id=self.owner_id,
                    recipe={},
                    status=made.status,
                    mode=SongMode.DESCRIPTION,
                    title="Untitled",
                    prompt="",
                    lyrics="",
                    full_described_song="",
                    described_lyrics="",
                    instrumental=False,
                    audio_duration=30,
                    seed=7,
                    engine="studio" if is_ready else None,
                    model_revision=made.revision if is_ready else None,
                    created_at=_moment(made.began) or NOON,
                    started_at=_moment(made.began),
                    finished_at=_moment(made.ended),
                )
            )
            if made.ended is not None:
                ledger = Ledger(session)
                await ledger.reserve(self.owner_id, 1, song_id=song_id)
                end = ledger.capture if is_ready else ledger.release
                await end(self.owner_id, song_id=song_id)
        return song_id


async def studio_of(sessions: Sessions) -> Studio:
    """Somebody with a hundred credits, and what makes songs for them."""
    owner_id = uuid4()
    async with sessions.begin() as session:
        session.add(User(id=owner_id, email="mara@example.org", name="Mara"))
        await Ledger(session).open_account(owner_id)
        await Ledger(session).grant(owner_id, 100, key="start", note="")
    return Studio(sessions, owner_id)


async def costs(
    database_url: str,
    *,
    gpus: float = 1,
    prices: Prices = HOURLY,
    since: datetime = DAY,
    until: datetime | None = None,
) -> CostReport:
    """Of the day of noon, unless another span is asked for."""
    request = CostRequest(
        since=since,
        until=until or since + timedelta(days=1),
        prices=prices,
        gpus=gpus,
    )
    return await report_of(
        DatabaseSettings.model_validate({"url": database_url}), request
    )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else NOON + timedelta(seconds=seconds)
