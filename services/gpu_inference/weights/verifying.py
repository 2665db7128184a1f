"""Files that were fetched, compared with what the hub says of them."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from services.gpu_inference.weights.checking import in_parallel, sha256_of
from services.gpu_inference.weights.hub import HubFile, Listing


def drop_wrong(folder: Path, listing: Listing, names: Sequence[str]) -> list[str]:
    """Remove the files that are not what the hub says; their names."""
    rights = in_parallel(
        lambda name: _is_right(folder / name, listing.files[name]), names
    )
    wrong = [name for name, right in zip(names, rights, strict=True) if not right]
    for name in wrong:
        (folder / name).unlink(missing_ok=True)
    return wrong


def _is_right(path: Path, file: HubFile) -> bool:
    if not has_size(path, file.size_bytes):
        return False
    if file.sha256 is not None:
        return sha256_of(path) == file.sha256
    return file.git_id is None or _git_id(path) == file.git_id


def _git_id(path: Path) -> str:
    content = path.read_bytes()
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


def has_size(path: Path, size_bytes: int) -> bool:
    return path.is_file() and path.stat().st_size == size_bytes
