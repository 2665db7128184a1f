"""One line of the doctor's table."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    NEEDED = "missing"
    USEFUL = "without"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    name: str
    what: str
    is_there: bool
    remedy: str = ""
    weight: Weight = Weight.NEEDED

    @property
    def is_fatal(self) -> bool:
        return not self.is_there and self.weight is Weight.NEEDED

    @property
    def mark(self) -> str:
        return "ok" if self.is_there else self.weight.value
