"""Builds images as their Dockerfiles say, step by step, into folders of this machine."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tests.deploy.docker import context
from tests.deploy.docker.recipes import ROOT, Instruction, Stage, line_of, stages_of
from tests.deploy.docker.sandbox import Root

_STEP_SECONDS: Final = 300.0
# How this machine reaches its package registries; an engine is told alike.
_REACH: Final = ("PIP_", "UV_", "SSL_", "NODE_EXTRA_", "NPM_CONFIG_", "REQUESTS_CA_")
_PROXIES: Final = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"})
# Where package managers keep on a person's machine what images keep here.
_WARM: Final = {
    "/caches/npm": ".npm",
    "/caches/uv": ".cache/uv",
}
_TELLING: Final = frozenset({"USER", "ENTRYPOINT", "CMD"})
_ONLY_TOLD: Final = frozenset({"ARG", "LABEL", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    root: Root
    environment: Mapping[str, str] = field(default_factory=dict)
    directory: str = "/"
    user: str = "0:0"
    entrypoint: Sequence[str] = ()
    arguments: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Builder:
    """``given`` are stages that are not built: what is taken from them lies here already."""

    recipe: Path
    folder: Path
    node: Path
    given: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)
    _built: dict[str, Image] = field(default_factory=dict)

    def build(self, target: str) -> Image:
        """The stage called ``target``; the stages that it needs are built before it."""
        if target not in self._built:
            stages = stages_of(self.recipe)
            *_, stage = line_of(stages, target)
            names = {each.name for each in stages}
            image = self._begin(stage, is_local=stage.base in names)
            for instruction in stage.instructions:
                image = self._step(image, instruction)
            self._built[target] = image
        return self._built[target]

    def _begin(self, stage: Stage, *, is_local: bool) -> Image:
        folder = self.folder / (stage.name or "final")
        root = Root(folder, node=self.node if stage.base.startswith("node:") else None)
        if not is_local:
            root.prepare()
            return Image(
                root=root, environment={"PATH": "/usr/local/bin:/usr/bin:/bin"}
            )
        base = self.build(stage.base)
        _duplicate(base.root.folder, folder)
        root.view.mkdir()
        return replace(base, root=root)

    def _step(self, image: Image, instruction: Instruction) -> Image:
        values = instruction.values
        match instruction.word:
            case "RUN":
                self._run(image, instruction)
            case "COPY":
                self._copy(image, instruction)
            case "WORKDIR":
                place = image.root.folder / values[0].lstrip("/")
                place.mkdir(parents=True, exist_ok=True)
                return replace(image, directory=values[0])
            case "ENV":
                environment = {**image.environment, **instruction.pairs}
                return replace(image, environment=environment)
            case other if other in _TELLING:
                return replace(image, **_told(instruction))
            case other if other not in _ONLY_TOLD:
                raise NotImplementedError(f"{other} in line {instruction.line}")
        return image

    def _run(self, image: Image, instruction: Instruction) -> None:
        caches = {}
        for flag, value in instruction.flags.items():
            told = dict(part.partition("=")[::2] for part in value.split(","))
            if flag != "mount" or told["type"] != "cache":
                raise NotImplementedError(f"--{flag}={value}")
            caches[told["target"]] = self._cache(told["target"])
        done = subprocess.run(
            image.root.command(
                instruction.words,
                environment={"HOME": "/root", **_reach(), **image.environment},
                directory=image.directory,
                caches=caches,
            ),
            capture_output=True,
            text=True,
            timeout=_STEP_SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{instruction.words}\n{done.stdout}{done.stderr}"

    def _cache(self, target: str) -> Path:
        """The person's own folder for it, so that it is warm; else one of ours."""
        place = Path.home() / _WARM[target]
        if not os.access(Path.home(), os.W_OK):
            place = self.folder / target.lstrip("/")
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _copy(self, image: Image, instruction: Instruction) -> None:
        *sources, target = instruction.values
        place = image.root.folder / os.path.join(image.directory, target).lstrip("/")  # noqa: PTH118 -- an absolute target wins
        flags = dict(instruction.flags)
        stage = flags.pop("from", None)
        if flags:
            raise NotImplementedError(f"COPY with {flags}")
        inside = target.endswith("/") or len(sources) > 1
        for source in sources:
            if stage is None:
                _copy_sent(source, place, inside=inside)
            else:
                self._copy_built(stage, source, place, inside=inside)

    def _copy_built(
        self, stage: str, source: str, place: Path, *, inside: bool
    ) -> None:
        if stage in self.given:
            found = self.given[stage][source]
        else:
            found = self.build(stage).root.folder / source.lstrip("/")
        target = place / found.name if inside and found.is_file() else place
        target.parent.mkdir(parents=True, exist_ok=True)
        # That stage is done: what it made may be the same file, for speed.
        _duplicate(found, target, linked=stage not in self.given)


def _duplicate(source: Path, target: Path, *, linked: bool = False) -> None:
    link = ["--link"] if linked else []
    words = [f"{source}/." if source.is_dir() else str(source), str(target)]
    subprocess.run(["/bin/cp", "-a", *link, *words], check=True)


def _told(instruction: Instruction) -> dict[str, Any]:
    match instruction.word:
        case "USER":
            return {"user": instruction.values[0]}
        case "ENTRYPOINT":
            return {"entrypoint": instruction.words}
        case _:
            return {"arguments": instruction.words}


def _copy_sent(source: str, place: Path, *, inside: bool) -> None:
    paths = context.sent_for(source)
    if not paths:
        raise FileNotFoundError(f"{source} is not in what Docker is sent")
    for path in paths:
        within = Path(path).relative_to(source) if path != source else None
        target = place / (within or Path(path).name) if within or inside else place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target)


def _reach() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 -- passed on, not read
        if name.upper().startswith(_REACH) or name.upper() in _PROXIES
    }
