"""Object storage, as the rest of the code sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from shared.contracts.songs import StoredObject


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedObject:
    """What a listing tells of an object."""

    key: str
    size_bytes: int
    changed_at: datetime
    """When it was last written, by the store's clock."""


class ObjectStorage(Protocol):
    """Whole objects by key; writing a key again replaces it."""

    def put_file(
        self, key: str, path: Path, *, content_type: str, download_name: str
    ) -> StoredObject:
        """Store a file, with its SHA-256 checked by the server."""

    def get_file(self, key: str, path: Path) -> None:
        """Fetch an object; ``NotFound`` when there is none."""

    def list_prefix(
        self, prefix: str, *, after: str = ""
    ) -> Iterator[Sequence[ListedObject]]:
        """What lies below ``prefix``, a page at a time: a bucket may hold millions.

        By key; only keys behind ``after``, when one is given.
        """

    def sha256_of(self, key: str) -> str:
        """Of the whole object, read anew, in hex; ``NotFound`` when there is none."""

    def delete_prefix(self, prefix: str) -> int:
        """Delete every object below ``prefix`` and return how many there were."""

    def presigned_url(
        self, key: str, *, expires_in: int, download_name: str | None = None
    ) -> str:
        """An address that serves the object for ``expires_in`` seconds, with Range."""

    def check(self) -> None:
        """Raise when the bucket cannot be reached."""
