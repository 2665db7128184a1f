"""API keys over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.gateway.auth.schemas import Name
from services.gateway.auth.scopes import Scope
from shared.models.api_key import ApiKey


def _each_once(scopes: list[Scope]) -> list[Scope]:
    return list(dict.fromkeys(scopes))


class ApiKeyCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name
    scopes: Annotated[
        list[Scope],
        Field(min_length=1, max_length=len(Scope)),
        AfterValidator(_each_once),
    ] = list(Scope)
    expires_in_days: Annotated[int, Field(ge=1, le=3650, strict=True)] | None = None
    """None: it works until it is revoked."""


class ApiKeyRead(BaseModel):
    id: UUID
    name: str
    public_id: str
    prefix: str = Field(description="How the key begins, to tell it from others.")
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, key: ApiKey, **more: Any) -> Self:
        shown = key.model_dump(include=set(cls.model_fields))
        return cls(**shown, prefix=f"mk_live_{key.public_id}", **more)


class ApiKeyCreated(ApiKeyRead):
    secret: str = Field(description="The whole key. It is shown this once.")


class ApiKeyPage(BaseModel):
    items: list[ApiKeyRead]
    next_cursor: str | None
