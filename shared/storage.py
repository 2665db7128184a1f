"""Object storage, as the rest of the code sees it."""

from pathlib import Path
from typing import Protocol

from shared.contracts.songs import StoredObject


class ObjectStorage(Protocol):
    """Whole objects by key; writing a key again replaces it."""

    def put_file(
        self, key: str, path: Path, *, content_type: str, download_name: str
    ) -> StoredObject:
        """Store a file, with its SHA-256 checked by the server."""

    def get_file(self, key: str, path: Path) -> None:
        """Fetch an object; ``NotFound`` when there is none."""

    def delete_prefix(self, prefix: str) -> int:
        """Delete every object below ``prefix`` and return how many there were."""

    def presigned_url(
        self, key: str, *, expires_in: int, download_name: str | None = None
    ) -> str:
        """An address that serves the object for ``expires_in`` seconds, with Range."""

    def check(self) -> None:
        """Raise when the bucket cannot be reached."""
