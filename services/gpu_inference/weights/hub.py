"""The Hugging Face hub as fetching sees it, and its failures as one line each."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Final

import httpx2
from huggingface_hub import HfApi, ModelInfo, snapshot_download
from huggingface_hub.errors import (
    GatedRepoError,
    HFValidationError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
    XetDownloadError,
)

from services.gpu_inference.weights.manifest import stays_inside
from services.gpu_inference.weights.sources import Source
from shared.errors import DomainError

MARK: Final = ".cache/huggingface"
"""Where the hub's client keeps its notes in a folder that it fetched."""


class RepositoryGated(DomainError):
    def __init__(self, *, repository: str) -> None:
        super().__init__(
            f"{repository} is open only to those who accepted its terms: accept them on"
            " its page of the hub, then run `make models` with HF_TOKEN set to your"
            " access token."
        )
        self.repository = repository


class RepositoryUnknown(DomainError):
    def __init__(self, *, repository: str) -> None:
        super().__init__(
            f"The hub has no repository {repository} for us: see whether its name is"
            " right; a private one needs HF_TOKEN."
        )
        self.repository = repository


class RevisionUnknown(DomainError):
    def __init__(self, *, repository: str, revision: str) -> None:
        super().__init__(f"{repository} has no revision {revision}.")
        self.repository = repository
        self.revision = revision


class NothingToFetch(DomainError):
    def __init__(self, *, repository: str) -> None:
        super().__init__(f"{repository} holds no file that loading a model needs.")
        self.repository = repository


class HubFailed(DomainError):
    """``why`` is the client's own words."""

    def __init__(self, *, repository: str, why: str) -> None:
        super().__init__(
            f"{repository} could not be fetched ({why}): see whether this machine"
            " reaches the hub, then run `make models` again; it goes on where it was."
        )
        self.repository = repository
        self.why = why


@dataclass(frozen=True, kw_only=True, slots=True)
class HubFile:
    size_bytes: int
    sha256: str | None
    """Known of large files."""
    git_id: str | None
    """SHA-1 of a file as git keeps it; of a large file, that of the pointer to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    source: Source
    commit: str
    license: str
    files: Mapping[str, HubFile]


def list_files(source: Source, *, revision: str | None) -> Listing:
    """What would be fetched, without fetching it."""
    with _told_plainly(source.repository, revision=revision):
        found = HfApi().model_info(
            source.repository, revision=revision, files_metadata=True
        )
    files = {
        each.rfilename: HubFile(
            size_bytes=each.lfs.size if each.lfs else each.size or 0,
            sha256=each.lfs.sha256 if each.lfs else None,
            git_id=each.blob_id,
        )
        for each in found.siblings or []
        if stays_inside(each.rfilename)
    }
    chosen = {name: files[name] for name in source.choose(files)}
    if not chosen or not found.sha:
        raise NothingToFetch(repository=source.repository)
    return Listing(
        source=source, commit=found.sha, license=_license(found), files=chosen
    )


def download(listing: Listing, folder: Path) -> None:
    """Into ``folder``; files that are there stay, a cut connection goes on."""
    source = listing.source
    with _told_plainly(source.repository, revision=listing.commit):
        snapshot_download(
            source.repository,
            revision=listing.commit,
            local_dir=folder,
            # By their names, in which nothing is meant as a pattern.
            allow_patterns=[escape(name) for name in listing.files],
        )


def _license(found: ModelInfo) -> str:
    card: Mapping[str, object] = vars(found.card_data) if found.card_data else {}
    # Whoever wrote a licence of their own says "other", and its name beside it.
    if card.get("license") == "other":
        return str(card.get("license_name") or "other")
    return str(card.get("license") or "unknown")


@contextmanager
def _told_plainly(repository: str, *, revision: str | None) -> Iterator[None]:
    try:
        yield
    except GatedRepoError:
        raise RepositoryGated(repository=repository) from None
    except (RepositoryNotFoundError, HFValidationError):
        raise RepositoryUnknown(repository=repository) from None
    except RevisionNotFoundError:
        raise RevisionUnknown(
            repository=repository, revision=revision or "main"
        ) from None
    # The last is how the transfer library tells of whatever went wrong.
    except (httpx2.HTTPError, XetDownloadError, RuntimeError) as error:
        raise HubFailed(repository=repository, why=_first_line(error)) from None
    except OSError as error:
        # The network's failures are OSErrors too.
        if error.errno in _OF_THE_DISK:
            raise
        raise HubFailed(repository=repository, why=_first_line(error)) from None


_OF_THE_DISK: Final = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EIO)


def _first_line(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0].rstrip(".:")
