"""People over HTTP."""

import unicodedata
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.gateway.auth.passwords import LONGEST, SHORTEST, chosen
from services.gateway.text import clean_line
from shared.domain.credits import Funds
from shared.models.user import User

ERASED_DOMAIN = "@erased.invalid"

_ADDRESS = r"^[^@\s<>\"(),:;\\]+@[^@\s.]+(\.[^@\s.]+)+$"


def _canonical(email: str) -> str:
    """One spelling for one address; a look-alike in other code points is refused."""
    if unicodedata.normalize("NFKC", email) != email:
        raise ValueError("is spelt with look-alike characters")
    # Those who were erased are kept there for a moment: nobody may take their place.
    if email.lower().endswith(ERASED_DOMAIN):
        raise ValueError("cannot receive mail")
    return email.lower()


Email = Annotated[
    str,
    Field(max_length=254, pattern=_ADDRESS, examples=["mara@example.org"]),
    AfterValidator(clean_line),
    AfterValidator(_canonical),
]
# No upper bound that a person meets, no rules of composition, no truncation.
Password = Annotated[
    str,
    Field(min_length=SHORTEST, max_length=LONGEST),
    AfterValidator(chosen),
]
TriedPassword = Annotated[str, Field(max_length=LONGEST)]
"""One that is compared, not chosen."""
Name = Annotated[str, AfterValidator(clean_line), Field(min_length=1, max_length=80)]


class SignUp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Email
    password: Password
    name: Name


class SignIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Email
    password: TriedPassword


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


class PresenceRead(BaseModel):
    """Nobody's, when no session or key came with the request."""

    user: UserRead | None
