"""What Docker would be sent of this repository: all that .dockerignore does not keep out."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from tests.deploy.docker.recipes import ROOT

_WILD: Final = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class Ignored:
    """The rules of a .dockerignore: the last one that fits a path, or a folder of it, counts."""

    def __init__(self, text: str) -> None:
        lines = (line.strip() for line in text.splitlines())
        rules = [line for line in lines if line and not line.startswith("#")]
        self._rules = [
            (not rule.startswith("!"), rule.lstrip("!").strip("/")) for rule in rules
        ]

    def keeps_out(self, path: str) -> bool:
        parts = PurePosixPath(path).parts
        above = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        outside = False
        for excludes, rule in self._rules:
            if any(_pattern(rule).fullmatch(each) for each in above):
                outside = excludes
        return outside

    def may_let_in(self, folder: str) -> bool:
        """Whether something below a folder that is kept out could be let in again."""
        return any(
            rule.startswith(f"{folder}/")
            for excludes, rule in self._rules
            if not excludes
        )


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", rule)
    return re.compile("".join(_WILD.get(part, re.escape(part)) for part in parts))


def rules() -> Ignored:
    return Ignored((ROOT / ".dockerignore").read_text())


@cache
def sent() -> tuple[str, ...]:
    """The files of the build context, by their paths in the repository."""
    return tuple(_walk(ROOT, rules()))


def sent_for(source: str) -> list[str]:
    """The files that ``COPY source`` takes: the file itself, or all in the folder."""
    name = source.removeprefix("./").rstrip("/")
    return [path for path in sent() if path == name or path.startswith(f"{name}/")]


def _walk(root: Path, ignored: Ignored) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        here = Path(folder).relative_to(root)
        paths = {name: (here / name).as_posix() for name in (*folders, *files)}
        folders[:] = [
            name
            for name in folders
            if not ignored.keeps_out(paths[name]) or ignored.may_let_in(paths[name])
        ]
        for name in files:
            if not ignored.keeps_out(paths[name]):
                yield paths[name]
