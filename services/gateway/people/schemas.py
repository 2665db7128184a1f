"""A person as everybody may see them: nothing that is not on their songs anyway."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field


class ProfileRead(BaseModel):
    id: UUID
    name: str
    created_at: datetime
    song_count: int = Field(description="Published songs.")
    listen_count: int = Field(description="Of those songs.")
    like_count: int = Field(description="Of those songs.")
