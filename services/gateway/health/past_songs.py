"""Which models made the last song: what is known of the engine while no worker answers."""

from sqlmodel import col, select

from shared.contracts.engine import EngineReport, ModelReport
from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.models.song import Song


async def report_of_last_song(sessions: Sessions) -> EngineReport | None:
    statement = (
        select(col(Song.engine), col(Song.models))
        .where(
            col(Song.status) == SongStatus.READY,
            col(Song.engine).is_not(None),
            col(Song.models) != [],
        )
        .order_by(col(Song.finished_at).desc())
        .limit(1)
    )
    async with sessions() as session:
        row = (await session.execute(statement)).first()
    if row is None:
        return None
    engine, models = row
    return EngineReport(
        engine=engine, models=tuple(ModelReport(**model) for model in models)
    )
