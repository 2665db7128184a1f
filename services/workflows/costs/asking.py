"""What a cost report is asked for: a span of days and prices, read from a person's words."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_DEFAULT_SPAN: Final = timedelta(days=30)
_DAY: Final = timedelta(days=1)
_YEARS: Final = range(2000, 2100)
_MOST: Final = 1e6


class WrongOption(Exception):
    """The message is one sentence that names the option and what was expected."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prices:
    """In one currency; None where nobody said."""

    gpu_hour: float | None = None
    """Of one GPU."""
    credit: float | None = None
    currency: str = "USD"


@dataclass(frozen=True, kw_only=True, slots=True)
class CostRequest:
    since: datetime
    until: datetime
    """Songs count that ended from ``since`` on and before ``until``."""
    prices: Prices
    gpus: float
    """How many GPUs made songs at a time: the database does not know."""


def span_of(
    since: str | None, until: str | None, *, now: datetime
) -> tuple[datetime, datetime]:
    """From the first moment of a day to the last one of another, in UTC."""
    end = now if until is None else _day(until, option="--until") + _DAY
    begin = end - _DEFAULT_SPAN if since is None else _day(since, option="--since")
    if begin >= end:
        until_when = "now" if until is None else f"--until {until}"
        raise WrongOption(f"--since {since} is wrong: it lies after {until_when}.")
    return begin, end


def prices_of(gpu_hour: str | None, credit: str | None, *, currency: str) -> Prices:
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise WrongOption(
            f"--currency {currency} is wrong: it should be three capital letters, such"
            " as EUR."
        )
    return Prices(
        gpu_hour=None if gpu_hour is None else _number(gpu_hour, option="--gpu-hour"),
        credit=None if credit is None else _number(credit, option="--credit-price"),
        currency=currency,
    )


def gpus_of(number: str) -> float:
    gpus = _number(number, option="--gpus")
    if gpus == 0:
        raise WrongOption("--gpus 0 is wrong: no song was made without one.")
    return gpus


def _day(word: str, *, option: str) -> datetime:
    try:
        found = date.fromisoformat(word)
        if found.year not in _YEARS:
            raise ValueError
    except ValueError:
        raise WrongOption(
            f"{option} {word} is wrong: it should be a day of this century, such as"
            " 2026-11-01."
        ) from None
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _number(word: str, *, option: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    # What is no number compares as false.
    if not 0 <= number <= _MOST:
        raise WrongOption(
            f"{option} {word} is wrong: it should be a number from 0 to {_MOST:,.0f},"
            " such as 1.20."
        )
    return number
