"""Passkeys over HTTP."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from services.gateway.auth.schemas import Name

Ticket = Annotated[str, Field(min_length=1, max_length=200)]
Credential = Annotated[
    dict[str, JsonValue],
    Field(description="What the browser's `PublicKeyCredential.toJSON()` gives."),
]


class PasskeyCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ticket: Ticket
    name: Name
    credential: Credential


class PasskeyRenaming(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name


class PasskeySignIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ticket: Ticket
    credential: Credential


class PasskeyOptions(BaseModel):
    ticket: str = Field(description="To send along with what the browser gives.")
    options: dict[str, Any] = Field(
        description="For `PublicKeyCredential.parseCreationOptionsFromJSON()` or "
        "`parseRequestOptionsFromJSON()`."
    )


class PasskeyRead(BaseModel):
    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class PasskeyPage(BaseModel):
    items: list[PasskeyRead]
    next_cursor: str | None = Field(description="Never set: there are few.")
