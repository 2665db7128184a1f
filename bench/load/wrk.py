"""Asks one address as fast as it answers, with wrk."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

_UNITS: Final = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
_RATE: Final = re.compile(r"Requests/sec:\s+([\d.]+)")
_SHARE: Final = re.compile(r"^\s+(\d+)%\s+([\d.]+)(us|ms|s|m)$", re.MULTILINE)
_REFUSED: Final = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_BROKEN: Final = re.compile(
    r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    per_second: float
    p50_ms: float
    p99_ms: float


class NotAllAnswered(Exception):
    """A rate that counts refusals says nothing."""


def require_wrk() -> str:
    found = shutil.which("wrk")
    if found is None:
        sys.exit("wrk is missing: install Debian's package of that name.")
    return found


def rate_of(url: str, *, cookie: str = "", seconds: int, connections: int) -> Rate:
    """``NotAllAnswered`` when some answers were none, or errors."""
    words = [require_wrk(), "--latency", "-t1", f"-c{connections}", f"-d{seconds}s"]
    if cookie:
        words += ["-H", f"Cookie: {cookie}"]
    done = subprocess.run(  # noqa: S603 -- our own words, never a shell
        [*words, url], capture_output=True, text=True, check=True
    )
    return read(done.stdout)


def read(said: str) -> Rate:
    """What wrk's report says."""
    if refused := _REFUSED.search(said):
        raise NotAllAnswered(f"{refused[1]} answers were errors")
    if (broken := _BROKEN.search(said)) and any(map(int, broken.groups())):
        raise NotAllAnswered(broken[0])
    rate = _RATE.search(said)
    shares = {
        int(share): float(value) * _UNITS[unit]
        for share, value, unit in _SHARE.findall(said)
    }
    if rate is None or not {50, 99} <= shares.keys():
        raise NotAllAnswered(f"wrk said something else: {said[:200]}")
    return Rate(per_second=float(rate[1]), p50_ms=shares[50], p99_ms=shares[99])
