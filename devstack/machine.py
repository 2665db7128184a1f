"""What the doctor looks at of the machine itself: its port, its disk, its memory."""

import shutil
from pathlib import Path
from typing import Final

import psutil

from devstack.finding import Finding, Weight
from devstack.ports import is_free
from devstack.settings import StackSettings
from devstack.stack_folder import LEAST_FREE_BYTES, address_of_running

_LEAST_MEMORY_BYTES: Final = 3_000_000_000


def port(settings: StackSettings) -> Finding:
    running = address_of_running(settings.stack_dir)
    if running == settings.public_url:
        return Finding(name="Port", what=f"{running}, this stack runs", is_there=True)
    free = is_free(settings.port, host=settings.host)
    return Finding(
        name="Port",
        what=f"{settings.port} is {'free' if free else 'taken'}",
        is_there=free,
        remedy="end what listens there, or choose another with PORT=…",
    )


def disk(stack_dir: Path) -> Finding:
    """Of the nearest folder that exists already."""
    whole = stack_dir.absolute()
    folder = next(each for each in (whole, *whole.parents) if each.is_dir())
    free = shutil.disk_usage(folder).free
    return Finding(
        name="Disk",
        what=f"{free / 1e9:.1f} GB free for {whole}",
        is_there=free >= LEAST_FREE_BYTES,
        remedy="make room, or choose another folder with STACK_DIR=…",
    )


def memory() -> Finding:
    free = psutil.virtual_memory().available
    return Finding(
        name="Memory",
        what=f"{free / 1e9:.1f} GB available",
        is_there=free >= _LEAST_MEMORY_BYTES,
        remedy="3 GB are comfortable: set INFERENCE_PROCESSES=1, or end something",
        weight=Weight.USEFUL,
    )
