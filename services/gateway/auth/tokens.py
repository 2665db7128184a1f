"""Session tokens: 256 random bits for the browser, their digest for the database."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

IDLE: Final = timedelta(days=7)
ABSOLUTE: Final = timedelta(days=30)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
