"""Short commands that run to their end, with their output caught."""

import subprocess
from collections.abc import Mapping, Sequence

from devstack.child_environment import inherited


def run(
    command: Sequence[str],
    *,
    timeout_seconds: float,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run it; a missing program or a run past the limit reads like any other failure."""
    try:
        return subprocess.run(  # noqa: S603 -- our own words, never a shell
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            timeout=timeout_seconds,
            check=False,
            env=inherited() if environment is None else environment,
        )
    except subprocess.TimeoutExpired:
        return _failed(command, 124, f"no end after {timeout_seconds:.0f} s")
    except OSError as error:
        return _failed(command, 127, f"{command[0]}: {error.strerror}")


def last_line(text: str, *, otherwise: str = "it said nothing") -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else otherwise


def _failed(
    command: Sequence[str], status: int, why: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(command, status, stdout="", stderr=why)
