"""A song's progress, as its events carry it."""

from pydantic import BaseModel

from shared.domain.songs import SongStage, SongStatus


class ProgressRead(BaseModel):
    status: SongStatus
    stage: SongStage | None
    step: int | None
    steps: int | None
    queue_ahead: int | None
    eta_seconds: int | None
