"""Codes of authenticators (RFC 6238), and codes on paper."""

import base64
import hashlib
import re
import secrets
from typing import Final

from pyotp import TOTP, random_base32
from pyotp.exceptions import OTPVerificationError

RECOVERY_CODES: Final = 10

_ISSUER: Final = "MusicGenerator"
_DIGITS: Final = re.compile(r"[0-9]{6}")
_SEPARATORS: Final = re.compile(r"[\s-]+")
# 120 random bits: beyond guessing, so that a plain digest keeps them well enough.
_RECOVERY_BYTES: Final = 15
_GROUP: Final = 4
# Telephones' clocks differ: a code of the step before or after is taken as well.
_STEPS_OFF: Final = 1


def new_totp_secret() -> str:
    """160 random bits, as authenticators take them."""
    return random_base32()


def otpauth_url(secret: str, *, account: str) -> str:
    return TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER)


def plain(code: str) -> str:
    """A code without what people write into it to read it better."""
    return _SEPARATORS.sub("", code).upper()


def matching_step(secret: str, code: str, *, now: float) -> int | None:
    """The 30-second step whose code this is, if it is near enough to now."""
    if not _DIGITS.fullmatch(code):
        return None
    try:
        return TOTP(secret).verify_and_get_timecode(
            code, for_time=now, valid_window=_STEPS_OFF
        )
    except OTPVerificationError:
        return None


def new_recovery_codes() -> list[str]:
    return [_new_recovery_code() for _ in range(RECOVERY_CODES)]


def _new_recovery_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode()
    groups = (letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
    return "-".join(groups)


def recovery_digest(code: str) -> bytes:
    return hashlib.sha256(plain(code).encode(errors="replace")).digest()
