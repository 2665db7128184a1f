"""A process with a root folder of its own, as a container's has: no engine is needed.

The folder holds what an image adds to its base. In the base's place this machine lends its
``/usr`` and its Python, which can be read and not written.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import psutil

USER: Final = "10001"
_PYTHON: Final = Path(sys.base_prefix)
_VERSION: Final = f"python{sys.version_info.major}.{sys.version_info.minor}"
_PACKAGES: Final = Path(f"usr/local/lib/{_VERSION}/site-packages")
_LENT_FILES: Final = ("resolv.conf", "hosts", "nsswitch.conf", "pip.conf")
_LENT_SYMLINKS: Final = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_DEVICES: Final = ("null", "zero", "full", "random", "urandom")
_IS_ROOT: Final = os.geteuid() == 0

_NAMESPACES: Final = (
    *("unshare", "--mount", "--pid", "--fork", "--kill-child"),
    "--propagation=private",
    # An ordinary user needs numbers to give away: Debian's package uidmap, /etc/subuid.
    *(() if _IS_ROOT else ("--user", "--map-root-user", "--map-auto")),
)
_AS_USER: Final = (
    *("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"),
    *("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"),
)


class Root:
    """One root folder, and how to run a command in it."""

    def __init__(self, folder: Path, *, node: Path | None = None) -> None:
        """With ``node``, npm and Node.js lie where Node's own images have them."""
        self.folder = folder
        self._node = node
        self.view = folder.with_name(f"{folder.name}.view")

    def prepare(self) -> None:
        """Lay what a base image has: folders, links, a Python that may be installed into."""
        self.view.mkdir(parents=True)
        for name in ("usr/local/bin", "etc/ssl", "proc", "dev", "tmp", "root"):
            (self.folder / name).mkdir(parents=True)
        for name in _LENT_SYMLINKS:
            if (link := Path("/", name)).is_symlink():
                (self.folder / name).symlink_to(link.readlink())
        for name in _LENT_FILES:
            if (file := Path("/etc", name)).exists():
                (self.folder / "etc" / name).write_bytes(file.read_bytes())
        (self.folder / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
        (self.folder / "etc/group").write_text("root:x:0:\n")
        self._lay_python()
        if self._node:
            self._lay_node(self._node)

    def _lay_python(self) -> None:
        program = _PYTHON / "bin" / _VERSION
        for name in ("python", "python3", _VERSION):
            (self.folder / "usr/local/bin" / name).symlink_to(program)
        # It makes /usr/local a prefix of its own: what is installed stays in our folder.
        (self.folder / "usr/local/pyvenv.cfg").write_text(f"home = {program.parent}\n")
        (self.folder / _PACKAGES / "pip").mkdir(parents=True)
        (self.folder / str(_PYTHON).lstrip("/")).mkdir(parents=True, exist_ok=True)

    def _lay_node(self, package: Path) -> None:
        (self.folder / "opt/node").mkdir(parents=True)
        programs = self.folder / "usr/local/bin"
        (programs / "node").symlink_to("/opt/node/bin/node")
        npm = "/opt/node/lib/node_modules/npm/bin/npm-cli.js"
        (programs / "npm").write_text(f'#!/bin/sh\nexec node {npm} "$@"\n')
        (programs / "npm").chmod(0o755)
        assert package.is_dir()

    def command(
        self,
        words: Sequence[str],
        *,
        environment: Mapping[str, str],
        directory: str,
        caches: Mapping[str, Path] | None = None,
    ) -> list[str]:
        """As root, who may write, as ``RUN`` does; ``caches`` lie on this machine."""
        told = [f"{name}={value}" for name, value in environment.items()]
        inner = ["env", "--ignore-environment", f"--chdir={directory}", *told, *words]
        steps = [*self._mounts(), *self._lend(caches or {})]
        return _entering(steps, ["chroot", str(self.view), *inner])

    def service(
        self,
        words: Sequence[str],
        *,
        environment: Mapping[str, str],
        directory: str,
        scratch: Sequence[str] = (),
        lent: Mapping[str, Path] | None = None,
        read_only: bool = True,
    ) -> list[str]:
        """As the user without rights, who may write to ``/tmp`` and ``scratch`` alone.

        ``lent`` are files of this machine, by where they are seen.
        """
        told = [f"{name}={value}" for name, value in environment.items()]
        inner = ["env", "--ignore-environment", f"--chdir={directory}", *told, *words]
        steps = [*self._mounts(), *map(_memory, self._places(scratch))]
        for place, file in (lent or {}).items():
            steps += [["touch", f"{self.view}{place}"]]
            steps += _read_only(file, Path(f"{self.view}{place}"))
        if read_only:
            steps.append(["mount", "-o", "remount,bind,ro", str(self.view)])
        return _entering(steps, ["chroot", str(self.view), *_AS_USER, *inner])

    def _mounts(self) -> Iterator[list[str]]:
        view = self.view
        yield ["mount", "--bind", str(self.folder), str(view)]
        yield from _read_only(Path("/usr"), view / "usr")
        yield ["mount", "--bind", f"{self.folder}/usr/local", f"{view}/usr/local"]
        yield from _read_only(Path("/etc/ssl"), view / "etc/ssl")
        if not _PYTHON.is_relative_to("/usr"):
            yield from _read_only(_PYTHON, view / str(_PYTHON).lstrip("/"))
        pip = Path(sys.prefix, "lib", _VERSION, "site-packages", "pip")
        yield from _read_only(pip, view / _PACKAGES / "pip")
        if self._node:
            yield from _read_only(self._node, view / "opt/node")
        yield ["mount", "-t", "proc", "proc", f"{view}/proc"]
        yield from self._devices()
        yield _memory(view / "tmp")

    def _devices(self) -> Iterator[list[str]]:
        place = self.view / "dev"
        yield ["mount", "-t", "tmpfs", "-o", "mode=0755", "tmpfs", str(place)]
        for name in _DEVICES:
            yield ["touch", f"{place}/{name}"]
            yield ["mount", "--bind", f"/dev/{name}", f"{place}/{name}"]
        yield ["mkdir", f"{place}/shm"]
        yield _memory(place / "shm")

    def _lend(self, caches: Mapping[str, Path]) -> Iterator[list[str]]:
        for place, folder in caches.items():
            yield ["mkdir", "-p", f"{self.view}{place}"]
            yield ["mount", "--bind", str(folder), f"{self.view}{place}"]

    def _places(self, names: Sequence[str]) -> list[Path]:
        return [Path(f"{self.view}{name}") for name in names]


def process_in(started: subprocess.Popen[str]) -> int | None:
    """The number, out here, of the first process in there; None while it is on its way."""
    for child in psutil.Process(started.pid).children():
        if Path(f"/proc/{child.pid}/root").readlink() != Path("/"):
            return int(child.pid)
    return None


def beside(
    process: int, words: Sequence[str], environment: Mapping[str, str]
) -> list[str]:
    """A command in the same container as a process, as health checks are run."""
    told = [f"{name}={value}" for name, value in environment.items()]
    rights = () if _IS_ROOT else ("--user", "--preserve-credentials")
    enter = ["nsenter", f"--target={process}", "--mount", "--pid", "--root", *rights]
    return [*enter, "env", "--ignore-environment", *told, *words]


def _entering(steps: Sequence[Sequence[str]], last: Sequence[str]) -> list[str]:
    script = "\n".join(["set -eu", *map(shlex.join, steps), f"exec {shlex.join(last)}"])
    return [*_NAMESPACES, "sh", "-c", script]


def _read_only(source: Path, target: Path) -> Iterator[list[str]]:
    yield ["mount", "--bind", str(source), str(target)]
    yield ["mount", "-o", "remount,bind,ro", str(target)]


def _memory(place: Path) -> list[str]:
    return ["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", str(place)]
