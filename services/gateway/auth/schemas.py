"""People over HTTP."""

import unicodedata
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.gateway.text import clean_line
from shared.domain.credits import Funds
from shared.models.user import User

_ADDRESS = r"^[^@\s<>\"(),:;\\]+@[^@\s.]+(\.[^@\s.]+)+$"


def _canonical(email: str) -> str:
    """One spelling for one address; a look-alike in other code points is refused."""
    if unicodedata.normalize("NFKC", email) != email:
        raise ValueError("is spelt with look-alike characters")
    return email.lower()


Email = Annotated[
    str,
    Field(max_length=254, pattern=_ADDRESS, examples=["mara@example.org"]),
    AfterValidator(clean_line),
    AfterValidator(_canonical),
]
# No upper bound that a person meets, no rules of composition, no truncation.
Password = Annotated[str, Field(min_length=8, max_length=1024)]
Name = Annotated[str, AfterValidator(clean_line), Field(min_length=1, max_length=80)]


class SignUp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Email
    password: Password
    name: Name


class SignIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Email
    password: Annotated[str, Field(max_length=1024)]


class CreditsRead(BaseModel):
    balance: int
    reserved: int
    available: int

    @classmethod
    def of(cls, funds: Funds) -> Self:
        return cls(
            balance=funds.balance, reserved=funds.reserved, available=funds.available
        )


class UserRead(BaseModel):
    id: UUID
    email: str
    name: str
    email_verified: bool
    created_at: datetime
    credits: CreditsRead

    @classmethod
    def of(cls, user: User, funds: Funds) -> Self:
        return cls(
            **user.model_dump(include=set(cls.model_fields)),
            credits=CreditsRead.of(funds),
        )
