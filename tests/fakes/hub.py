"""A hub of models on this machine: as much of its HTTP as the real client asks for."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from typing_extensions import override

LARGE_BYTES = 100_000
"""From this size on the hub knows a file's SHA-256, as of those in large file storage."""


class Asked(NamedTuple):
    method: str
    path: str
    range: str


@dataclass
class FakeRepository:
    files: dict[str, bytes]
    card: dict[str, str] = field(default_factory=dict)
    is_gated: bool = False
    """It tells what it holds, but gives nothing of it without a token."""
    claimed_bytes: dict[str, int] = field(default_factory=dict)
    """Sizes that it tells instead of the true ones."""
    former: "FakeRepository | None" = None
    """What it was before its newest commit; given to whoever asks for that commit."""

    @property
    def commit(self) -> str:
        parts = sorted((name, _sha256(data)) for name, data in self.files.items())
        return _sha256(repr(parts).encode())[:40]

    def describe(self, name: str) -> dict[str, object]:
        data = self.files[name]
        size = self.claimed_bytes.get(name, len(data))
        described: dict[str, object] = {"size": size, "oid": _git_id(data)}
        if size >= LARGE_BYTES:
            sha256 = _sha256(data)
            described["lfs"] = {"oid": sha256, "size": size, "pointerSize": 130}
        return described


@dataclass
class FakeHub:
    repositories: dict[str, FakeRepository] = field(default_factory=dict)
    endpoint: str = ""
    asked: list[Asked] = field(default_factory=list)
    cut_after: dict[str, int] = field(default_factory=dict)
    """The file's first answer ends after so many bytes."""
    altered: set[str] = field(default_factory=set)
    """Files whose last byte is another one than the hub says."""

    def given(self) -> list[str]:
        """The files that were sent, whole or in part, in the order of their names."""
        sent = [asked.path for asked in self.asked if asked.method == "GET"]
        return sorted(path.split("/", 5)[5] for path in sent if "/resolve/" in path)

    def content(self, repository: FakeRepository, name: str) -> bytes:
        data = repository.files[name]
        if name in self.altered:
            return data[:-1] + bytes([data[-1] ^ 1])
        return data


@contextmanager
def running_hub(**repositories: FakeRepository) -> Iterator[FakeHub]:
    """Its address is ``endpoint``; it ends with the block."""
    hub = FakeHub(repositories=dict(repositories))

    class Handler(_Handler):
        fake = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}
    )
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeHub

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test's own words are what counts."""

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        asked = Asked(self.command, path, self.headers.get("Range", ""))
        self.fake.asked.append(asked)
        match path.strip("/").split("/"):
            case ["api", "models", owner, name]:
                self._tell_model(f"{owner}/{name}", "main")
            case ["api", "models", owner, name, "revision", revision]:
                self._tell_model(f"{owner}/{name}", revision)
            case ["api", "models", owner, name, "tree", revision]:
                self._tell_tree(f"{owner}/{name}", revision)
            case [owner, name, "resolve", revision, *file]:
                self._give(f"{owner}/{name}", revision, "/".join(file))
            case _:
                self._refuse(HTTPStatus.NOT_FOUND, "NotFound")

    def _repository(self, name: str, revision: str) -> FakeRepository | None:
        repository = self.fake.repositories.get(name)
        if repository is None:
            # As the real one does: it does not tell the missing from the private.
            self._refuse(HTTPStatus.UNAUTHORIZED, "RepoNotFound")
            return None
        if revision == "main":
            return repository
        at: FakeRepository | None = repository
        while at is not None and at.commit != revision:
            at = at.former
        if at is None:
            self._refuse(HTTPStatus.NOT_FOUND, "RevisionNotFound")
        return at

    def _tell_model(self, name: str, revision: str) -> None:
        if not (repository := self._repository(name, revision)):
            return
        siblings = []
        for file in repository.files:
            described = repository.describe(file)
            lfs = described.get("lfs")
            if isinstance(lfs, dict):
                lfs = {**lfs, "sha256": lfs["oid"]}
            siblings.append(
                {
                    "rfilename": file,
                    "size": described["size"],
                    "blobId": described["oid"],
                    **({"lfs": lfs} if lfs else {}),
                }
            )
        self._send_json(
            {
                "id": name,
                "sha": repository.commit,
                "siblings": siblings,
                "cardData": repository.card,
            }
        )

    def _tell_tree(self, name: str, revision: str) -> None:
        if repository := self._repository(name, revision):
            self._send_json(
                [
                    {"type": "file", "path": file, **repository.describe(file)}
                    for file in repository.files
                ]
            )

    def _give(self, name: str, revision: str, file: str) -> None:
        if not (repository := self._repository(name, revision)):
            return
        if repository.is_gated and "Authorization" not in self.headers:
            self._refuse(HTTPStatus.UNAUTHORIZED, "GatedRepo")
        elif file not in repository.files:
            self._refuse(HTTPStatus.NOT_FOUND, "EntryNotFound")
        else:
            self._send_file(repository, file)

    def _send_file(self, repository: FakeRepository, name: str) -> None:
        data = self.fake.content(repository, name)
        described = repository.describe(name)
        lfs = described.get("lfs")
        etag = lfs["oid"] if isinstance(lfs, dict) else described["oid"]
        begin = int(self.headers.get("Range", "bytes=0-")[6:].split("-")[0])
        self.send_response(HTTPStatus.PARTIAL_CONTENT if begin else HTTPStatus.OK)
        self.send_header("ETag", f'"{etag}"')
        self.send_header("X-Repo-Commit", repository.commit)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(data) - begin))
        if begin:
            self.send_header(
                "Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}"
            )
        self.end_headers()
        if self.command == "HEAD":
            return
        if limit := self.fake.cut_after.pop(name, 0):
            self.wfile.write(data[begin:limit])
            self.close_connection = True
        else:
            self.wfile.write(data[begin:])

    def _refuse(self, status: HTTPStatus, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("X-Error-Message", status.phrase)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_json(self, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _git_id(data: bytes) -> str:
    blob = b"blob %d\0" % len(data) + data
    return hashlib.sha1(blob, usedforsecurity=False).hexdigest()
