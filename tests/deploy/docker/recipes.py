"""The Dockerfiles as the tests read them: stages of instructions, by Docker's own parser."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Final

import dockerfile  # type: ignore[import-not-found]  # compiled, without types

ROOT: Final = Path(__file__).parents[3]
DEPLOY: Final = ROOT / "deploy"
DOCKER: Final = DEPLOY / "docker"
RECIPES: Final = sorted(DOCKER.glob("*.Dockerfile"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Instruction:
    word: str
    values: tuple[str, ...]
    flags: Mapping[str, str]
    is_json: bool
    line: int

    @property
    def pairs(self) -> dict[str, str]:
        """Of ``ENV`` and ``LABEL``, without the quotes."""
        bare = [_unquoted(value) for value in self.values]
        return dict(zip(bare[::2], bare[1::2], strict=True))

    @property
    def words(self) -> list[str]:
        """The command that it runs, through a shell where it is written so."""
        if self.is_json:
            return list(self.values)
        return ["/bin/sh", "-c", *self.values]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    name: str
    """Empty where it has none."""
    base: str
    """An image, or an earlier stage."""
    instructions: list[Instruction] = field(default_factory=list)

    def those(self, word: str) -> list[Instruction]:
        return [each for each in self.instructions if each.word == word]


def stages_of(recipe: Path) -> list[Stage]:
    """Raises ``dockerfile.GoParseError`` for what Docker would not read."""
    found: list[Stage] = []
    for command in dockerfile.parse_file(str(recipe)):
        if command.cmd == "FROM":
            base, *naming = command.value
            name = naming[1] if naming else ""
            found.append(Stage(name=name, base=base))
        else:
            found[-1].instructions.append(_instruction(command))
    return found


def line_of(stages: Sequence[Stage], target: str) -> list[Stage]:
    """A stage with those that it is built upon, the first base first."""
    by_name = {stage.name: stage for stage in stages}
    stage = by_name[target]
    before = line_of(stages, stage.base) if stage.base in by_name else []
    return [*before, stage]


def line_for(recipe: Path, target: str) -> list[Stage]:
    return line_of(stages_of(recipe), target)


def instructions_of(recipe: Path) -> list[Instruction]:
    return [each for stage in stages_of(recipe) for each in stage.instructions]


def targets_of(stages: Sequence[Stage]) -> list[str]:
    """The images of a file: the last stage, and each that nothing else takes from."""
    taken = {stage.base for stage in stages}
    taken |= {
        copying.flags["from"]
        for stage in stages
        for copying in stage.those("COPY")
        if "from" in copying.flags
    }
    return [stage.name for stage in stages if stage.name not in taken]


def images() -> Iterator[tuple[Path, str]]:
    for recipe in RECIPES:
        for target in targets_of(stages_of(recipe)):
            yield recipe, target


def settled(line: Sequence[Stage], word: str) -> dict[str, str]:
    """What ``ENV`` or ``LABEL`` amounts to, with the defaults of ``ARG`` filled in."""
    defaults = dict(
        argument.values[0].partition("=")[::2]
        for stage in line
        for argument in stage.those("ARG")
    )
    given = {
        name: value
        for stage in line
        for instruction in stage.those(word)
        for name, value in instruction.pairs.items()
    }
    return {name: Template(value).substitute(defaults) for name, value in given.items()}


def last(line: Sequence[Stage], word: str) -> Instruction:
    return [each for stage in line for each in stage.those(word)][-1]


def _instruction(command: dockerfile.Command) -> Instruction:
    flags = (flag.removeprefix("--").partition("=") for flag in command.flags)
    return Instruction(
        word=command.cmd,
        values=tuple(command.value),
        flags={name: value for name, _, value in flags},
        is_json=command.json,
        line=command.start_line,
    )


def _unquoted(value: str) -> str:
    return "".join(shlex.split(value))
