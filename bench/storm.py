"""Ten minutes in which the network fails every five seconds, while people make songs."""

import asyncio
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from tests.faults.soak import (
    BEHIND_PROXIES,
    SONGS_EACH,
    Soaked,
    soak,
    stack_behind_proxies,
)
from tests.faults.weather import FAULTS


def _tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


async def _run(*, songs: int, users: int, seconds: float, seed: int) -> Soaked:
    with TemporaryDirectory(prefix="soak ") as folder:
        async with stack_behind_proxies(Path(folder)) as (stack, proxies):
            return await soak(
                stack,
                proxies,
                songs=songs,
                users=users,
                seconds=seconds,
                fault_seconds=5,
                seed=seed,
                tell=_tell,
            )


def main(
    minutes: Annotated[float, typer.Option(min=0.1)] = 10,
    songs: Annotated[int, typer.Option(min=1)] = 200,
    users: Annotated[int, typer.Option(min=1)] = 20,
    seed: Annotated[int, typer.Option(help="repeats the order of faults")] = 0,
) -> None:
    """Storm over a whole stack for some minutes, then audit it; prints a table."""
    if songs > users * SONGS_EACH:
        sys.exit(f"{users} new users have credits for {users * SONGS_EACH} songs.")
    chosen = seed or random.SystemRandom().randrange(1, 1_000_000)
    _tell(f"--seed {chosen} repeats this")
    soaked = asyncio.run(
        _run(songs=songs, users=users, seconds=minutes * 60, seed=chosen)
    )
    print("\n".join(_table(soaked, minutes=minutes, seed=chosen)))
    sys.exit(1 if soaked.broken or soaked.ends.total() != songs else 0)


def _table(soaked: Soaked, *, minutes: float, seed: int) -> list[str]:
    each = ", ".join(
        f"{fault} {sum(soaked.faults[name, fault] for name in BEHIND_PROXIES)}"
        for fault in FAULTS
    )
    ends = ", ".join(f"{count} {end}" for end, count in soaked.ends.items())
    rows = {
        "faults, of five seconds each": f"{soaked.faults.total()} ({each})",
        "songs": f"{soaked.ends.total()}: {ends}",
        "why some failed": ", ".join(
            f"{count} {code}" for code, count in soaked.failures.items()
        )
        or "none did",
        "requests, of them repeated": f"{soaked.told.tries}, {soaked.told.repeated}",
        "longest until an answer": f"{soaked.told.slowest_seconds:.1f} s",
        "all ended after the storm": f"{soaked.settled_seconds:.1f} s",
        "violations": "; ".join(soaked.broken) or "**0**",
    }
    return [
        f"| `python -m bench.storm --minutes {minutes:g} --seed {seed}` | |",
        "| --- | --- |",
        *(f"| {name} | {value} |" for name, value in rows.items()),
    ]


if __name__ == "__main__":
    typer.run(main)
