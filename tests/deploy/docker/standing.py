"""The servers of deploy/compose.yaml, started here with the very words that are there."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from typing_extensions import override

from devstack import binaries
from devstack.ports import PortBook
from devstack.running import running
from devstack.seaweedfs import GRPC_OFFSET, AccessKey, SeaweedFS, SeaweedPorts
from devstack.temporal import Temporal
from tests.deploy.docker.composition import environment_of, services

_DOORS: Final = ("s3", "master", "volume", "filer", "admin")


class ComposedTemporal(Temporal):
    """But for addresses and folders, which are a container's own."""

    def __init__(self, folder: Path, *, port: int, ui_port: int) -> None:
        super().__init__(folder, port=port, ui_port=ui_port, metrics_port=0)
        self._here = {
            "--ip": "127.0.0.1",
            "--ui-ip": "127.0.0.1",
            "--port": str(port),
            "--ui-port": str(ui_port),
            "--db-filename": str(folder / "temporal.db"),
        }

    @override
    def command(self) -> Sequence[str]:
        words = services()["temporal"]["command"]
        return [str(binaries.script("temporal")), *_moved(words, self._here)]


class ComposedS3(SeaweedFS):
    """Likewise; its inner doors get free ports too."""

    def __init__(self, folder: Path, *, ports: SeaweedPorts, key: AccessKey) -> None:
        super().__init__(folder, ports=ports, bucket="songs", key=key)
        inner = {name: getattr(ports, name) for name in _DOORS if name != "s3"}
        self._inner = [f"-{name}.port={port}" for name, port in inner.items()]
        self._here = {
            "-dir": str(folder),
            "-ip.bind": "127.0.0.1",
            "-s3.port": str(ports.s3),
        }

    @override
    def command(self) -> Sequence[str]:
        words = _moved(services()["s3"]["command"], self._here)
        return [str(binaries.script("weed")), *words, *self._inner]

    @override
    def environment(self) -> Mapping[str, str]:
        keys = {
            "AWS_ACCESS_KEY_ID": self.key.id,
            "AWS_SECRET_ACCESS_KEY": self.key.secret,
        }
        return {**super().environment(), **environment_of("s3"), **keys}


@contextmanager
def standing(folder: Path) -> Iterator[tuple[ComposedTemporal, ComposedS3]]:
    book = PortBook(folder / "ports.json")
    ports = book.assign(["temporal", "temporal_ui"])
    doors = SeaweedPorts(
        **book.assign(_DOORS, twin_offset=GRPC_OFFSET, taken=[*ports.values()])
    )
    key = AccessKey(id=secrets.token_hex(10), secret=secrets.token_hex(20))
    temporal = ComposedTemporal(
        folder / "temporal", port=ports["temporal"], ui_port=ports["temporal_ui"]
    )
    s3 = ComposedS3(folder / "s3", ports=doors, key=key)
    with (
        running(temporal, log=folder / "temporal.log"),
        running(s3, log=folder / "s3.log"),
    ):
        yield temporal, s3


def _moved(words: Sequence[str], here: Mapping[str, str]) -> list[str]:
    named = [word.partition("=") for word in words]
    return [
        f"{name}{sign}{here.get(name, value)}" if sign else name
        for name, sign, value in named
    ]
