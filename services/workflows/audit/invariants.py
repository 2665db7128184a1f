"""What is always true of credits, songs, objects, workflows and logs: thirteen sentences."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Invariant(StrEnum):
    """By the number that operators, metrics and the manual call it."""

    I1 = "I1"
    I2 = "I2"
    I3 = "I3"
    I4 = "I4"
    I5 = "I5"
    I6 = "I6"
    I7 = "I7"
    I8 = "I8"
    I9 = "I9"
    I10 = "I10"
    I11 = "I11"
    I12 = "I12"
    I13 = "I13"


SENTENCES: Final[Mapping[Invariant, str]] = {
    Invariant.I1: "An account's balance is the sum of its entries.",
    Invariant.I2: "What an account has set aside is the sum of its pending holds.",
    Invariant.I3: "What is available, balance less holds, is never below zero.",
    Invariant.I4: "A hold is resolved once, and in full.",
    Invariant.I5: "Every song ends ready, failed or cancelled.",
    Invariant.I6: "A song is ready exactly when its credit is taken and its objects are"
    " there as recorded.",
    Invariant.I7: "A song failed or was cancelled exactly when its credit is released,"
    " and then it has no object.",
    Invariant.I8: "No object is without a song that has it.",
    Invariant.I9: "An order grants once, and takes back at most what it granted.",
    Invariant.I10: "What arrives in the inbox is applied once.",
    Invariant.I11: "The open workflows are those of the unfinished songs, and no hold is"
    " pending without one.",
    Invariant.I12: "Nobody has more unfinished songs than the quota allows.",
    Invariant.I13: "No log tells a secret.",
}
