"""Fetch the weights, each model whole and verified or not at all."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from services.gpu_inference.weights.checking import check, sha256_of
from services.gpu_inference.weights.hub import (
    MARK,
    Listing,
    download,
    list_files,
)
from services.gpu_inference.weights.manifest import (
    Manifest,
    ModelWeights,
    WeightFile,
    WeightsDamaged,
    WeightsMissing,
    read_or_empty,
    write,
)
from services.gpu_inference.weights.sources import Source
from services.gpu_inference.weights.verifying import drop_wrong, has_size
from shared.errors import DomainError

Tell: TypeAlias = Callable[[str], None]
"""Called with a sentence for the person who waits."""


class PutThereByHand(DomainError):
    def __init__(self, *, path: Path) -> None:
        super().__init__(
            f"{path} holds files that were not fetched: run `musicgenerator models seal"
            f" {path.name}` to use them, or move them away."
        )
        self.path = path


class DiskFull(DomainError):
    def __init__(self, *, model_dir: Path, needed: int, free: int) -> None:
        super().__init__(
            f"The weights need {needed / 1e9:.1f} GB more in {model_dir}, which has"
            f" {free / 1e9:.1f} GB free: make room, or set MODEL_DIR to a larger disk."
        )
        self.model_dir = model_dir
        self.needed = needed
        self.free = free


class DiskRefused(DomainError):
    """``why`` is the system's own words."""

    def __init__(self, *, path: Path, why: str) -> None:
        super().__init__(f"{path} could not be written ({why}).")
        self.path = path
        self.why = why


class WrongBytes(DomainError):
    """What came is not what the hub says it sent."""

    def __init__(self, *, path: Path) -> None:
        super().__init__(
            f"{path} is not the file that the hub describes, and was removed: run"
            " `make models` to fetch it again."
        )
        self.path = path


def fetch(
    model_dir: Path, sources: Sequence[Source], *, tell: Tell = lambda _: None
) -> Manifest:
    """Fetch what is not there yet; nothing where all of it is, whole.

    A model enters the manifest last, so an interrupted fetch is never taken for whole;
    files that had come stay. Raises a ``DomainError`` for whatever stops it.
    """
    try:
        model_dir.mkdir(parents=True, exist_ok=True)
        _fetch_missing(model_dir, sources, tell=tell)
    except OSError as error:
        path = Path(error.filename or model_dir)
        raise DiskRefused(path=path, why=error.strerror or str(error)) from None
    return read_or_empty(model_dir)


def _fetch_missing(model_dir: Path, sources: Sequence[Source], *, tell: Tell) -> None:
    missing = [each for each in sources if not _is_whole(model_dir, each, tell=tell)]
    listings = [_list(model_dir, each) for each in missing]
    _require_space(model_dir, listings)
    for listing in listings:
        size = sum(file.size_bytes for file in listing.files.values())
        tell(f"Fetching {listing.source.repository}, {size / 1e9:.1f} GB…")
        _fetch_model(model_dir, listing)


def _is_whole(model_dir: Path, source: Source, *, tell: Tell) -> bool:
    folder = model_dir / source.folder
    known = read_or_empty(model_dir).models.get(source.folder)
    if known is None:
        if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
            raise PutThereByHand(path=folder)
        return False
    if known.is_by_hand:
        tell(f"{folder} was put there by hand: it stays as it is.")
        return True
    if known.name != source.repository:
        return False
    if source.revision not in (None, known.revision):
        return False
    try:
        check(model_dir, folders=(source.folder,))
    except (WeightsMissing, WeightsDamaged) as error:
        tell(f"{error.path} must be fetched again.")
        return False
    tell(f"{source.repository} is there, whole.")
    return True


def _list(model_dir: Path, source: Source) -> Listing:
    known = read_or_empty(model_dir).models.get(source.folder)
    # What is mended must stay what it was, although the hub may have a newer one.
    is_mended = known is not None and known.name == source.repository
    revision = known.revision if known and is_mended else None
    return list_files(source, revision=source.revision or revision)


def _require_space(model_dir: Path, listings: Sequence[Listing]) -> None:
    needed = sum(
        file.size_bytes
        for listing in listings
        for name, file in listing.files.items()
        if not has_size(model_dir / listing.source.folder / name, file.size_bytes)
    )
    free = shutil.disk_usage(model_dir).free
    if needed > free:
        raise DiskFull(model_dir=model_dir, needed=needed, free=free)


def _fetch_model(model_dir: Path, listing: Listing) -> None:
    source, manifest = listing.source, read_or_empty(model_dir)
    folder = model_dir / source.folder
    _remove_stale(folder, listing, known=manifest.models.get(source.folder))
    write(model_dir, manifest.without(source.folder))
    # The hub's client trusts a file by its date, so what is wrong must go first.
    there = [name for name in listing.files if (folder / name).is_file()]
    drop_wrong(folder, listing, there)
    download(listing, folder)
    for name in drop_wrong(folder, listing, list(listing.files)):
        raise WrongBytes(path=folder / name)
    model = ModelWeights(
        name=source.repository,
        revision=listing.commit,
        license=listing.license,
        files={
            name: WeightFile(
                size_bytes=file.size_bytes,
                sha256=file.sha256 or sha256_of(folder / name),
            )
            for name, file in listing.files.items()
        },
    )
    write(model_dir, manifest.with_model(source.folder, model))


def _remove_stale(
    folder: Path, listing: Listing, *, known: ModelWeights | None
) -> None:
    """Files of the model that was here before might be loaded in place of the new one's."""
    for name in known.files if known else ():
        if name not in listing.files:
            (folder / name).unlink(missing_ok=True)
