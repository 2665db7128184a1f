"""E-mail addresses and the links sent to them, over HTTP."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.gateway.auth.schemas import Email, Password

LinkToken = Annotated[
    str,
    Field(
        min_length=1,
        max_length=128,
        description="What follows `#token=` in the link of the mail.",
    ),
]


class ToMailbox(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Email


class FromLink(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: LinkToken


class PasswordReset(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: LinkToken
    password: Password
