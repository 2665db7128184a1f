"""All that is kept about a person, as they may take it with them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.gateway.auth.schemas import UserRead
from services.gateway.credits.schemas import EntryRead
from services.gateway.songs.schemas import SongRead


class _Row(BaseModel):
    """Only what is named here leaves the database: never a secret, nor a digest of one."""

    model_config = ConfigDict(from_attributes=True)


class ExportedFile(_Row):
    name: str
    key: str
    content_type: str
    size_bytes: int
    sha256: str
    url: str = Field(description="Works for a quarter of an hour.")


class ExportedSong(SongRead):
    recipe: dict[str, Any] = Field(description="What was asked for.")
    models: list[dict[str, str]]
    files: list[ExportedFile]


class ExportedOrder(_Row):
    id: UUID
    product_id: str | None
    credits_granted: int
    credits_taken_back: int
    created_at: datetime


class ExportedLike(_Row):
    song_id: UUID
    created_at: datetime


class ExportedSession(_Row):
    id: UUID
    user_agent: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


class ExportedApiKey(_Row):
    id: UUID
    name: str
    public_id: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class ExportedPasskey(_Row):
    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class ExportedProvider(_Row):
    provider: str
    issuer: str
    subject: str = Field(description="Your number there.")
    created_at: datetime


class AccountExport(BaseModel):
    exported_at: datetime
    user: UserRead
    has_password: bool
    has_authenticator: bool
    songs: list[ExportedSong]
    credit_entries: list[EntryRead]
    orders: list[ExportedOrder]
    likes: list[ExportedLike]
    sessions: list[ExportedSession]
    api_keys: list[ExportedApiKey]
    passkeys: list[ExportedPasskey]
    providers: list[ExportedProvider]
