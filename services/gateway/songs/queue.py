"""How many songs are waited for, and for how long the oldest of them: for operators."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from temporalio.client import Client

from services.gateway.metrics import SONGS_OLDEST_SECONDS, SONGS_UNFINISHED
from shared.db import Sessions
from shared.domain.songs import UNFINISHED, SongStage, SongStatus
from shared.models.base import utc_now
from shared.models.song import Song


async def tell_queue(sessions: Sessions, _client: Client) -> None:
    """Every gateway tells the same: take the largest, not the sum."""
    statement = (
        select(Song.stage, func.count(), func.min(col(Song.created_at)))
        .where(col(Song.status).in_(UNFINISHED))
        .group_by(col(Song.stage))
    )
    async with sessions() as session:
        rows = (await session.exec(statement)).all()
    counts = {stage or SongStatus.QUEUED: count for stage, count, _ in rows}
    for stage in (SongStatus.QUEUED, *SongStage):
        SONGS_UNFINISHED.labels(stage).set(counts.get(stage, 0))
    SONGS_OLDEST_SECONDS.set(_age([since for _, _, since in rows]))


def _age(moments: list[datetime]) -> float:
    return (utc_now() - min(moments)).total_seconds() if moments else 0.0
