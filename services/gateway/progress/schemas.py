"""A song's progress, as its events carry it."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from shared.domain.songs import SongStage, SongStatus


class ProgressRead(BaseModel):
    status: SongStatus
    stage: SongStage | None
    step: int | None
    steps: int | None
    queue_ahead: int | None
    eta_seconds: int | None
    waiting_for: Literal["worker"] | None = Field(
        description="`worker`: no machine that makes songs is there at the moment."
    )


class SongProgressRead(ProgressRead):
    """One of several songs' progress."""

    song_id: UUID


class SongGoneRead(BaseModel):
    """A song that was deleted before it was done."""

    song_id: UUID
