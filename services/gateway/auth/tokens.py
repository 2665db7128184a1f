"""Session tokens and API keys: random for their owner, a digest for the database."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

IDLE: Final = timedelta(days=7)
ABSOLUTE: Final = timedelta(days=30)
RECENT: Final = timedelta(minutes=15)
"""How long after proving who they are a person may change what is sensitive."""

_API_KEY: Final = re.compile(r"mk_live_([a-z0-9]{8})_([A-Za-z0-9_-]{43})")
_PUBLIC: Final = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiKeyParts:
    public_id: str
    secret: str

    @property
    def whole(self) -> str:
        return f"mk_live_{self.public_id}_{self.secret}"


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def new_api_key() -> ApiKeyParts:
    public_id = "".join(secrets.choice(_PUBLIC) for _ in range(8))
    return ApiKeyParts(public_id=public_id, secret=secrets.token_urlsafe(32))


def parse_api_key(text: str) -> ApiKeyParts | None:
    found = _API_KEY.fullmatch(text)
    return ApiKeyParts(public_id=found[1], secret=found[2]) if found else None


def digest(token: str) -> bytes:
    """SHA-256: enough for what is random, unlike a password."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def matches(token: str, token_sha256: bytes) -> bool:
    return hmac.compare_digest(digest(token), token_sha256)
