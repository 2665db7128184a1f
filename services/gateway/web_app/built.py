"""The built web app in memory: which files there are, and what each holds."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from services.gateway.web_app.folder import INDEX

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# Our own table: the system's differs from machine to machine.
TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_UNKNOWN: Final = "application/octet-stream"
_PACKED_ALREADY: Final = frozenset({".ico", ".jpg", ".png", ".webp", ".woff2"})
# Below this the headers of a packed answer cost more than packing saves.
_WORTH_PACKING_BYTES: Final = 1024


# Hidden, so that it is no address: some pages as they are seen before their code has come.
_EARLY: Final = ".early.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class BuiltFile:
    content: bytes
    packed: bytes | None
    """Gzip, where that is smaller."""
    content_type: str
    tag: str


class BuiltApp:
    """Read anew when it was built anew; an address can only name what was found."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: Mapping[str, BuiltFile] = {}
        self._early: Mapping[str, str] = {}
        self._seen: object = None

    def file(self, path: str) -> BuiltFile | None:
        """What lies at an address such as ``/assets/index-4f2c.js``."""
        return self._current().get(path)

    def page(self, address: str) -> str | None:
        """The HTML of a path without a query, or None where the app is not built.

        What the build drew of it, if it did; else the one page that stands for all.
        """
        page = self._current().get(f"/{INDEX}")
        if page is None:
            return None
        return self._early.get(address) or page.content.decode()

    def _current(self) -> Mapping[str, BuiltFile]:
        seen = _state_of(self._folder)
        if seen != self._seen:
            self._files = dict(_read(self._folder)) if seen else {}
            self._early = _drawn(self._folder) if seen else {}
            self._seen = seen
            log.info("web_app_read", files=len(self._files))
        return self._files


def _state_of(folder: Path) -> object:
    """Differs from one build to the next; None where there is none."""
    try:
        page = (folder / INDEX).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return page.st_ino, page.st_mtime_ns, page.st_size


def _read(folder: Path) -> Iterator[tuple[str, BuiltFile]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        # A link could lead out of the folder.
        if path.is_file() and not path.is_symlink() and not hidden:
            yield f"/{name.as_posix()}", _file(path)


def _drawn(folder: Path) -> dict[str, str]:
    try:
        pages: dict[str, str] = json.loads((folder / _EARLY).read_text())
    except FileNotFoundError:
        return {}
    return pages


def _file(path: Path) -> BuiltFile:
    content = path.read_bytes()
    return BuiltFile(
        content=content,
        packed=_packed(path, content),
        content_type=TYPES.get(path.suffix, _UNKNOWN),
        tag=hashlib.sha256(content).hexdigest()[:32],
    )


def _packed(path: Path, content: bytes) -> bytes | None:
    if path.suffix in _PACKED_ALREADY or len(content) < _WORTH_PACKING_BYTES:
        return None
    packed = gzip.compress(content, compresslevel=9, mtime=0)
    return packed if len(packed) < len(content) else None
