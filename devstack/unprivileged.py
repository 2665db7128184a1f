"""How to run a program that refuses to run as root, when all there is is root."""

import os
import pwd
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from devstack.commands import run
from devstack.failures import StackFailure

_TRIAL_SECONDS: Final = 5.0
_NOBODY: Final = "nobody"


@dataclass(frozen=True, kw_only=True, slots=True)
class Launcher:
    """Words to put before a command, and the user who must own the files it writes."""

    words: tuple[str, ...]
    owner: int
    keeps_reach: bool = True
    """Whether the program may still enter folders that only root may enter."""

    def works(self) -> bool:
        return (
            run([*self.words, "true"], timeout_seconds=_TRIAL_SECONDS).returncode == 0
        )

    def hand_over(self, folder: Path) -> None:
        """Give a folder and all in it to the owner, if it is another's."""
        if folder.stat().st_uid == self.owner:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.owner, -1, follow_symlinks=False)


@cache
def unprivileged() -> Launcher:
    """The first way that works here; as an ordinary user nothing is needed."""
    if os.geteuid() != 0:
        return Launcher(words=(), owner=os.geteuid())
    for launcher in candidates():
        if launcher.works():
            return launcher
    raise StackFailure(
        "Postgres refuses to run as root and this machine allows neither unshare nor"
        " setpriv: start the stack as an ordinary user."
    )


def candidates() -> tuple[Launcher, ...]:
    """Best first. A container often forbids the first; the second needs a capability."""
    found = []
    if unshare := shutil.which("unshare"):
        words = (unshare, "--user", "--map-user=1000", "--map-group=1000", "--")
        found.append(Launcher(words=words, owner=0))
    if setpriv := shutil.which("setpriv"):
        found.extend(_as_nobody(setpriv))
    return tuple(found)


def _as_nobody(setpriv: str) -> tuple[Launcher, Launcher]:
    user = pwd.getpwnam(_NOBODY)
    drop = (setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}")
    # The checkout may lie where only root may look: this keeps that one right.
    keep = ("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override")
    return (
        Launcher(words=(*drop, "--clear-groups", *keep), owner=user.pw_uid),
        Launcher(words=(*drop, "--clear-groups"), owner=user.pw_uid, keeps_reach=False),
    )
