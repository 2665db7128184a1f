"""The second factor over HTTP."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Ticket = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        description="Spaces and dashes do not matter, nor does the case of letters.",
    ),
]


class CodeSent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ticket: Ticket
    code: Code


class SecondFactorRead(BaseModel):
    enabled: bool = Field(description="Whether an authenticator is set up.")
    recovery_codes_left: int
    passkeys: int


class TotpSetup(BaseModel):
    ticket: str
    secret: str = Field(description="To type into an authenticator.")
    otpauth_url: str = Field(description="The same, to show as a QR code.")


class RecoveryCodesRead(BaseModel):
    recovery_codes: list[str] = Field(description="Each works once; shown this once.")
