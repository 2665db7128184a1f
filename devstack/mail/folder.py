"""Caught mails, one file each, so that a restart loses none."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

from devstack.mail.reading import ENVELOPE_HEADER, CaughtMail, read

MOST_KEPT: Final = 500


class MailFolder:
    """Names begin with the time, so that their order is that of arrival."""

    def __init__(self, path: Path, *, most_kept: int = MOST_KEPT) -> None:
        self._path = path
        self._most_kept = most_kept
        path.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes, *, recipients: Sequence[str]) -> None:
        header = f"{ENVELOPE_HEADER}: {', '.join(recipients)}\r\n"
        name = f"{time.time_ns():020d}-{uuid4().hex}"
        unfinished = self._path / f"{name}.part"
        unfinished.write_bytes(header.encode(errors="surrogateescape") + content)
        # Nobody reads half a mail.
        unfinished.replace(self._path / f"{name}.eml")
        for path in self._newest_first()[self._most_kept :]:
            path.unlink(missing_ok=True)

    def newest(self, *, limit: int, to: str | None = None) -> list[CaughtMail]:
        found: list[CaughtMail] = []
        for path in self._newest_first():
            if len(found) == limit:
                break
            try:
                mail = read(path.stem, path.read_bytes())
            except FileNotFoundError:
                # Deleted while we looked.
                continue
            if to is None or to in mail.recipients:
                found.append(mail)
        return found

    def clear(self) -> None:
        for path in self._newest_first():
            path.unlink(missing_ok=True)

    def _newest_first(self) -> list[Path]:
        return sorted(self._path.glob("*.eml"), reverse=True)
