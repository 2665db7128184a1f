"""Ports: chosen once, remembered in a file, chosen anew only when one is taken."""

import errno
import hashlib
import json
import os
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from devstack.failures import StackFailure

# Below the range that the system takes outgoing connections from, also with
# SeaweedFS's twin added, so that no chance connection sits on a remembered port.
_FIRST: Final = 10_000
_COUNT: Final = 10_000
# From the choice of a port until its server listens there.
_CLAIMED_SECONDS: Final = 60.0
_LOOPBACK: Final = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def is_free(port: int, *, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there, and ``localhost`` would reach it."""
    addresses = _LOOPBACK if host in {"127.0.0.1", "localhost"} else _of(host)
    return all(_can_listen(family, address, port) for family, address in addresses)


class PortBook:
    """The remembered ports of one stack, by name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._read()

    def assign(
        self,
        names: Sequence[str],
        *,
        twin_offset: int | None = None,
        taken: Sequence[int] = (),
    ) -> dict[str, int]:
        """A free port for each name, the one it had before if that is still free.

        With ``twin_offset`` the port that much higher is free as well.
        """
        used = set(taken)
        assigned = {}
        for name in names:
            for port in self._candidates(name):
                wanted = {port} if twin_offset is None else {port, port + twin_offset}
                if not wanted & used and all(self._is_ours(each) for each in wanted):
                    assigned[name] = port
                    used |= wanted
                    break
            else:
                raise StackFailure(f"No free port was found for {name}.")
        return assigned

    def remember(self, ports: dict[str, int]) -> None:
        self._path.write_text(json.dumps(ports, indent=2) + "\n")

    def _is_ours(self, port: int) -> bool:
        return is_free(port) and _claim(port, str(self._path.resolve()))

    def _candidates(self, name: str) -> Iterator[int]:
        if name in self._known:
            yield self._known[name]
        # Each stack starts its search elsewhere, so two that start together rarely meet.
        digest = hashlib.sha256(str(self._path.resolve()).encode()).digest()
        start = int.from_bytes(digest[:4], "big")
        for step in range(_COUNT):
            yield _FIRST + (start + step) % _COUNT

    def _read(self) -> dict[str, int]:
        try:
            known = json.loads(self._path.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return {name: port for name, port in known.items() if isinstance(port, int)}


def _claim(port: int, owner: str) -> bool:
    """Whether no other of this machine's stacks has chosen it just now as well."""
    folder = Path(tempfile.gettempdir(), f"musicgenerator-ports-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    place = folder / str(port)
    if place.exists() and _may_go(place, owner):
        place.unlink(missing_ok=True)
    try:
        with place.open("x") as file:
            file.write(owner)
    except FileExistsError:
        return False
    return True


def _may_go(claim: Path, owner: str) -> bool:
    try:
        age = time.time() - claim.stat().st_mtime
        return age > _CLAIMED_SECONDS or claim.read_text() == owner
    except FileNotFoundError:
        return True


def _can_listen(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As servers do it: a port that only waits out an old connection is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        # A machine without IPv6 has nothing that could listen there.
        return error.errno not in {errno.EADDRINUSE, errno.EACCES}
    return True


def _of(host: str) -> tuple[tuple[socket.AddressFamily, str], ...]:
    return ((socket.AF_INET6 if ":" in host else socket.AF_INET, host),)
