"""The folder that holds a stack's data: made, checked and locked by one at a time."""

import base64
import fcntl
import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self, TextIO

from devstack.failures import StackFailure

LEAST_FREE_BYTES: Final = 1_000_000_000
_OTHER: Final = "choose another folder with STACK_DIR=…"


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys:
    """Random, made at the first start; only the folder's owner may read them."""

    postgres_password: str
    s3_access_key_id: str
    s3_secret_access_key: str
    encryption_key: str
    polar_access_token: str
    polar_webhook_secret: str

    @classmethod
    def fresh(cls) -> Self:
        return cls(
            postgres_password=secrets.token_hex(24),
            s3_access_key_id=secrets.token_hex(10).upper(),
            s3_secret_access_key=secrets.token_hex(24),
            encryption_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            polar_access_token=secrets.token_urlsafe(24),
            polar_webhook_secret=secrets.token_urlsafe(24),
        )


@contextmanager
def opened(path: Path, *, address: str) -> Iterator[Path]:
    """Yield the whole path, held by us alone; others are told ``address``."""
    folder = _made(path)
    require_space(folder)
    try:
        lock = (folder / "lock").open("a+")
    except OSError as error:
        raise StackFailure(
            f"{folder} cannot be written ({error.strerror}): {_OTHER}"
        ) from error
    with lock:
        _take(lock, folder)
        lock.truncate(0)
        lock.write(address)
        lock.flush()
        yield folder


def require_space(folder: Path, *, least_bytes: int = LEAST_FREE_BYTES) -> None:
    free = shutil.disk_usage(folder).free
    if free < least_bytes:
        raise StackFailure(
            f"The disk of {folder} has {free / 1e9:.1f} GB free and the stack needs"
            f" {least_bytes / 1e9:.0f} GB: make room or {_OTHER}"
        )


def address_of_running(path: Path) -> str | None:
    """Where the stack in that folder runs, if one does."""
    try:
        with (path / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return (path / "lock").read_text().strip()
    except OSError:
        return None
    return None


def keys_of(folder: Path) -> Keys:
    path = folder / "keys.json"
    try:
        kept = json.loads(path.read_text()) if path.exists() else {}
        # A folder of an older version lacks the keys of what came later.
        keys = Keys(**{**asdict(Keys.fresh()), **kept})
    except (ValueError, TypeError) as error:
        raise StackFailure(
            f"{path} is damaged: restore it, or remove {folder} with all songs in it."
        ) from error
    if asdict(keys) != kept:
        _write_private(path, json.dumps(asdict(keys), indent=2) + "\n")
    return keys


def _made(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path.resolve(strict=True)
    except OSError as error:
        raise StackFailure(
            f"{path} cannot be made ({error.strerror}): {_OTHER}"
        ) from error


def _take(lock: TextIO, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        raise StackFailure(
            f"A stack already runs in {folder}, at {lock.read().strip()}: stop it first,"
            " or start another with STACK_DIR=… PORT=…"
        ) from None


def _write_private(path: Path, text: str) -> None:
    # Whole or not at all, and never readable by others, not even for a moment.
    scratch = path.with_name(path.name + ".new")
    scratch.unlink(missing_ok=True)
    scratch.touch(mode=0o600)
    scratch.write_text(text)
    scratch.replace(path)
