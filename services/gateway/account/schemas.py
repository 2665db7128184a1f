"""A person's own account over HTTP."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.gateway.auth.schemas import Name, Password, TriedPassword
from services.gateway.second_factor.schemas import Code


class Renaming(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name


class PasswordChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    current: TriedPassword | None = Field(
        default=None, description="Not needed by an account that has no password yet."
    )
    new: Password


class Reauthentication(BaseModel):
    model_config = ConfigDict(extra="forbid")

    password: TriedPassword
    code: Code | None = Field(
        default=None, description="Needed where an authenticator is set up."
    )


class SessionRead(BaseModel):
    """One place where the person is signed in."""

    id: UUID
    user_agent: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    current: bool
    """Whether it is the one that asks."""


class SessionPage(BaseModel):
    items: list[SessionRead]
    next_cursor: str | None
