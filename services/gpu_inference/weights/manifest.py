"""What the weights are and what their files must be, kept beside them in a manifest."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Annotated, Final

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from shared.errors import DomainError

MANIFEST: Final = "manifest.json"

COMPOSER: Final = "ace-step"
LYRICIST: Final = "qwen"
COVER: Final = "cover"
FOLDERS: Final = (COMPOSER, LYRICIST, COVER)
"""Of the three models, below ``MODEL_DIR``."""

REMEDY: Final = (
    "run `make models`, or `musicgenerator models seal` if you put the files there"
    " yourself"
)


class WeightsMissing(DomainError):
    def __init__(self, *, path: Path) -> None:
        self.fact = f"{path} is missing"
        super().__init__(f"{self.fact}: {REMEDY}.")
        self.path = path


class WeightsDamaged(DomainError):
    """``why`` completes the sentence «It …»."""

    def __init__(self, *, path: Path, why: str) -> None:
        self.fact = f"{path} {why}"
        super().__init__(f"{self.fact}: {REMEDY}.")
        self.path = path
        self.why = why


def stays_inside(path: str) -> bool:
    """Whether it leads to something below the folder that it begins in."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts


def _inside(path: str) -> str:
    if not stays_inside(path):
        raise ValueError("a path that leads out of the model's folder")
    return path


@dataclass(frozen=True, kw_only=True, slots=True)
class WeightFile:
    size_bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelWeights:
    """One model's folder."""

    name: str
    """The repository that it came from, as ``owner/name``."""
    revision: str
    """The commit, or ``local``."""
    license: str
    """By its SPDX id, or in the repository's own words."""
    files: Mapping[Annotated[str, AfterValidator(_inside)], WeightFile]
    """By their paths inside the folder, with forward slashes."""
    is_by_hand: bool = False
    """A person put the files there, so fetching leaves them alone."""

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    models: Mapping[str, ModelWeights]
    """By folder. One that is still being fetched is not among them."""

    @property
    def size_bytes(self) -> int:
        return sum(model.size_bytes for model in self.models.values())

    def with_model(self, folder: str, model: ModelWeights) -> "Manifest":
        return Manifest(models={**self.models, folder: model})

    def without(self, folder: str) -> "Manifest":
        return Manifest(
            models={name: m for name, m in self.models.items() if name != folder}
        )


_ADAPTER: Final = TypeAdapter(Manifest)


def read(model_dir: Path) -> Manifest:
    """Raises ``WeightsMissing`` where there is none, ``WeightsDamaged`` if unreadable."""
    path = model_dir / MANIFEST
    try:
        return _ADAPTER.validate_json(path.read_bytes(), strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise WeightsMissing(path=path) from None
    except ValidationError:
        raise WeightsDamaged(path=path, why="is not a manifest") from None
    except OSError as error:
        raise WeightsDamaged(
            path=path, why=f"cannot be read ({error.strerror})"
        ) from None


def read_or_empty(model_dir: Path) -> Manifest:
    """What is known to be whole; nothing where the manifest cannot tell."""
    try:
        return read(model_dir)
    except (WeightsMissing, WeightsDamaged):
        return Manifest(models={})


def write(model_dir: Path, manifest: Manifest) -> None:
    """The same manifest gives the same bytes, and nobody ever reads half of them.

    Without any model there is no file.
    """
    path = model_dir / MANIFEST
    if not manifest.models:
        path.unlink(missing_ok=True)
        return
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True, ensure_ascii=False)
    with NamedTemporaryFile(
        "w", dir=model_dir, prefix=MANIFEST, encoding="utf-8", delete=False
    ) as draft:
        draft.write(text + "\n")
        draft.flush()
        os.fsync(draft.fileno())
    # A temporary file is for its owner's eyes only; the worker may be someone else.
    Path(draft.name).chmod(0o644)
    Path(draft.name).replace(path)
