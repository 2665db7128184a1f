"""Names and addresses that providers tell, made fit for us."""

from pydantic import TypeAdapter, ValidationError

from services.gateway.auth.schemas import Email
from services.gateway.text import clean_line

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_LONGEST_NAME = 80


def email_of(told: str | None) -> str | None:
    """In our spelling; None for what we would not take from a person either."""
    try:
        return _EMAIL.validate_python(told)
    except ValidationError:
        return None


def name_of(*told: str | None, email: str | None) -> str:
    """The first that can be shown; else what stands before the address's ``@``."""
    for candidate in (*told, (email or "").partition("@")[0]):
        try:
            cleaned = clean_line(candidate or "")[:_LONGEST_NAME].strip()
        except ValueError:
            continue
        if cleaned:
            return cleaned
    return "Somebody"
