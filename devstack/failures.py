"""What can go wrong in the stack, each said in one sentence that a person can act on."""

from pathlib import Path


class StackFailure(Exception):
    """The stack cannot go on; the message is one whole sentence for the person."""


class NotReady(Exception):
    """A program does not answer yet; the message says what was tried."""


class ProgramFailed(StackFailure):
    def __init__(self, name: str, why: str, log: Path) -> None:
        super().__init__(f"{name} did not start: {why} (its log is {log}).")
        self.name = name
        self.log = log


class BadSettingRefused(StackFailure):
    """A program ended with status 78: a setting is wrong, so a restart cannot help."""

    def __init__(self, name: str, line: str) -> None:
        super().__init__(f"{name} refused a setting: {line}")
        self.name = name
