"""Are the weights what the manifest says? And the manifest for weights put there by hand."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from services.gpu_inference.weights.manifest import (
    FOLDERS,
    Manifest,
    ModelWeights,
    WeightFile,
    WeightsDamaged,
    WeightsMissing,
    read,
    read_or_empty,
    write,
)
from shared.errors import DomainError

Item = TypeVar("Item")
Result = TypeVar("Result")


class NothingToSeal(DomainError):
    def __init__(self, *, model_dir: Path) -> None:
        super().__init__(
            f"{model_dir} has no folder {', '.join(FOLDERS)} that the manifest lacks:"
            " name one to seal it again."
        )
        self.model_dir = model_dir


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    manifest: Manifest
    size_bytes: int
    """How much was read."""
    seconds: float


def check(model_dir: Path, *, folders: Sequence[str] = FOLDERS) -> Checked:
    """Read every file of these models once.

    Raises ``WeightsMissing`` or ``WeightsDamaged``, which name the first bad file.
    """
    began_at = time.monotonic()
    # All sizes first: a file cut short is found before minutes of reading.
    manifest = require_files(model_dir, folders=folders)
    listed = list(_listed(model_dir, manifest, folders))
    in_parallel(lambda each: _check_bytes(*each), listed)
    return Checked(
        manifest=manifest,
        size_bytes=sum(file.size_bytes for _, file in listed),
        seconds=time.monotonic() - began_at,
    )


def require_files(model_dir: Path, *, folders: Sequence[str] = FOLDERS) -> Manifest:
    """``check`` without reading: every file is there and has its size."""
    manifest = read(model_dir)
    for folder in folders:
        if folder not in manifest.models:
            raise WeightsMissing(path=model_dir / folder)
    for path, file in _listed(model_dir, manifest, folders):
        _check_size(path, file)
    return manifest


def seal(
    model_dir: Path,
    *,
    folders: Sequence[str] | None = None,
    name: str = "",
    revision: str = "local",
    license_name: str = "unknown",
) -> Manifest:
    """Take the files in these folders, by default in all that are there, as they are.

    A model without a name is called by its folder. Raises ``NothingToSeal``, and
    ``WeightsMissing`` for a folder that is not there or holds no file.
    """
    if folders is None:
        folders = [each for each in FOLDERS if (model_dir / each).is_dir()]
    if not folders:
        raise NothingToSeal(model_dir=model_dir)
    manifest = read_or_empty(model_dir)
    for folder in folders:
        model = ModelWeights(
            name=name or folder,
            revision=revision,
            license=license_name,
            files=_files_in(model_dir / folder),
            is_by_hand=True,
        )
        manifest = manifest.with_model(folder, model)
    write(model_dir, manifest)
    return manifest


def unsealed(model_dir: Path) -> list[str]:
    """The models' folders that are there, but not in the manifest."""
    known = read_or_empty(model_dir).models
    return [f for f in FOLDERS if f not in known and (model_dir / f).is_dir()]


def measure(path: Path) -> WeightFile:
    return WeightFile(size_bytes=path.stat().st_size, sha256=sha256_of(path))


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_parallel(
    work: Callable[[Item], Result], items: Iterable[Item]
) -> Sequence[Result]:
    """In threads: a hash of much at once lets the others run. The first error is raised."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            return list(pool.map(work, items))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _listed(
    model_dir: Path, manifest: Manifest, folders: Sequence[str]
) -> Iterator[tuple[Path, WeightFile]]:
    for folder in folders:
        for name, file in sorted(manifest.models[folder].files.items()):
            yield model_dir / folder / name, file


def _files_in(folder: Path) -> dict[str, WeightFile]:
    paths = sorted(_visible(folder))
    if not paths:
        raise WeightsMissing(path=folder)
    measured = in_parallel(measure, paths)
    names = [path.relative_to(folder).as_posix() for path in paths]
    return dict(zip(names, measured, strict=True))


def _visible(folder: Path) -> Iterator[Path]:
    """Without what begins with a dot: version control, and notes of the fetching."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield path


def _check_size(path: Path, file: WeightFile) -> None:
    if not path.is_file():
        raise WeightsMissing(path=path)
    size = path.stat().st_size
    if size != file.size_bytes:
        why = f"has {size} bytes instead of {file.size_bytes}"
        raise WeightsDamaged(path=path, why=why)


def _check_bytes(path: Path, file: WeightFile) -> None:
    try:
        found = sha256_of(path)
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
        raise WeightsDamaged(path=path, why=why) from None
    if found != file.sha256:
        raise WeightsDamaged(path=path, why="is not the file it was (SHA-256 differs)")
