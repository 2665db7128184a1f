"""Where the weights come from, and which files of a repository loading needs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final

from services.gpu_inference.weights.manifest import COMPOSER, COVER, LYRICIST
from shared.errors import DomainError

DEFAULT_COMPOSER: Final = "xl-turbo"
DEFAULT_LYRICIST: Final = "qwen2-7b"
DEFAULT_COVER: Final = "sdxl-turbo"

COMPOSERS: Final = {
    "xl-turbo": "ACE-Step/acestep-v15-xl-turbo-diffusers",
    "xl-base": "ACE-Step/acestep-v15-xl-base-diffusers",
}
LYRICISTS: Final = {"qwen2-7b": "Qwen/Qwen2-7B-Instruct"}
COVERS: Final = {
    # Its weights are not free for commercial use; FLUX.1-schnell's are.
    "sdxl-turbo": "stabilityai/sdxl-turbo",
    "flux-schnell": "black-forest-labs/FLUX.1-schnell",
}

# There is no folder of these in the format that is loaded here, only the original one.
_TO_CONVERT: Final = ("turbo", "base")
_HALF: Final = ".fp16"
_REPOSITORY: Final = re.compile(
    r"(?P<name>[\w.-]+/[\w.-]+)(@(?P<revision>[\w./-]+))?", re.ASCII
)


class NotASource(DomainError):
    def __init__(self, *, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no model {wanted!r}: choose {' or '.join(known)}, or name a"
            " repository as owner/name or owner/name@revision."
        )
        self.wanted = wanted
        self.known = known


class MustBeConverted(DomainError):
    def __init__(self, *, wanted: str) -> None:
        super().__init__(
            f"The 2B {wanted} composer is not published ready-made: convert it with the"
            f" script in the diffusers repository into the folder {COMPOSER} of"
            f" MODEL_DIR, then run `musicgenerator models seal {COMPOSER}`."
        )
        self.wanted = wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    folder: str
    repository: str
    """As ``owner/name``."""
    revision: str | None
    """A commit, tag or branch; None: the newest when it is first fetched."""
    allow: tuple[str, ...]
    """Patterns of the files that are fetched; ``*`` also matches slashes."""
    ignore: tuple[str, ...]

    def choose(self, paths: Iterable[str]) -> list[str]:
        """What loading needs; of two precisions in one folder, the full one."""
        wanted = [path for path in paths if self._wants(path)]
        full = {
            PurePosixPath(path).parent
            for path in wanted
            if path.endswith(".safetensors") and _HALF not in path
        }
        return [
            path
            for path in wanted
            if _HALF not in path or PurePosixPath(path).parent not in full
        ]

    def _wants(self, path: str) -> bool:
        if any(fnmatchcase(path, pattern) for pattern in self.ignore):
            return False
        return any(fnmatchcase(path, pattern) for pattern in self.allow)


_DIFFUSERS: Final = {
    # In a folder of its own each: a checkpoint at the top holds the same weights again.
    "allow": (
        "model_index.json",
        "LICENSE*",
        *(f"*/*.{kind}" for kind in ("json", "txt", "model", "jinja", "safetensors")),
    ),
    "ignore": ("*.non_ema.*", ".*"),
}
_TRANSFORMERS: Final = {
    "allow": ("*.json", "*.txt", "*.model", "*.jinja", "*.safetensors", "LICENSE*"),
    "ignore": ("*/*", ".*"),
}


def sources(
    *,
    composer: str = DEFAULT_COMPOSER,
    lyricist: str = DEFAULT_LYRICIST,
    cover: str = DEFAULT_COVER,
) -> tuple[Source, ...]:
    """Each by a name that is known here, or by its repository.

    Raises ``NotASource`` and ``MustBeConverted``.
    """
    if composer in _TO_CONVERT:
        raise MustBeConverted(wanted=composer)
    return (
        _source(COMPOSER, composer, known=COMPOSERS, files=_DIFFUSERS),
        _source(LYRICIST, lyricist, known=LYRICISTS, files=_TRANSFORMERS),
        _source(COVER, cover, known=COVERS, files=_DIFFUSERS),
    )


def _source(
    folder: str,
    wanted: str,
    *,
    known: Mapping[str, str],
    files: Mapping[str, tuple[str, ...]],
) -> Source:
    match = _REPOSITORY.fullmatch(known.get(wanted, wanted))
    if match is None:
        raise NotASource(wanted=wanted, known=tuple(known))
    return Source(
        folder=folder, repository=match["name"], revision=match["revision"], **files
    )
