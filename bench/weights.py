"""How fast weights come from the disk: plainly read, checked, and loaded as models.

Run as ``python -m bench.weights MODEL_DIR``; without a folder it makes tiny ones.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import typer

from bench.studio.timing import forget, seconds_of
from services.gpu_inference.engines.studio.device import Device, choose_device
from services.gpu_inference.engines.studio.quiet import hush_libraries
from services.gpu_inference.weights.checking import check, in_parallel
from services.gpu_inference.weights.manifest import COMPOSER, COVER, LYRICIST

_BLOCK_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Task:
    what: str
    folder: Path
    work: Callable[[], Any]


def main(
    model_dir: Annotated[Path | None, typer.Argument(help="sealed weights")] = None,
) -> None:
    """Measure reading, checking and loading the three models' files."""
    device = choose_device("auto", "auto")
    # Not before: the libraries talk while they are imported.
    hush_libraries()
    with _folder(model_dir) as folder:
        print(
            f"Onto {device.kind}, {os.cpu_count()} cores. Cold: the system was asked to"
            " drop the files from memory; without root's rights nobody can make it."
            " Warm: the same again. A first load also pays for what the libraries"
            " put off until then.\n"
        )
        print("| what | files | GB | seconds | GB/s |\n| --- | --- | --- | --- | --- |")
        for task in (*_readings(folder), *_loadings(folder, device)):
            files = _files(task.folder)
            size = sum(path.stat().st_size for path in files)
            _drop(files)
            for state in ("cold", "warm"):
                _show(task, state, size_bytes=size, device=device)


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    from services.gpu_inference.engines.studio.tiny.folder import build_tiny_models

    with TemporaryDirectory() as scratch:
        build_tiny_models(Path(scratch))
        print("Tiny random models: seconds and rates say nothing about real ones.")
        yield Path(scratch)


def _readings(folder: Path) -> list[_Task]:
    files = _files(folder)
    return [
        _Task("plain read, in parallel", folder, lambda: in_parallel(_read, files)),
        _Task("check, SHA-256 in parallel", folder, lambda: check(folder)),
    ]


def _loadings(folder: Path, device: Device) -> list[_Task]:
    """Each is let go again at once: all three need not fit."""
    from services.gpu_inference.engines.studio.composer.music_model import (
        load_music_model,
    )
    from services.gpu_inference.engines.studio.painter.picture_model import (
        load_picture_model,
    )
    from services.gpu_inference.engines.studio.writer.transformers_model import (
        load_text_model,
    )

    def load(loader: Callable[..., Any], name: str, **batch: int) -> _Task:
        return _Task(
            f"load {name}",
            folder / name,
            lambda: _close(loader(folder / name, device=device, **batch)),
        )

    return [
        load(load_music_model, COMPOSER),
        load(load_text_model, LYRICIST, batch=1),
        load(load_picture_model, COVER, batch=1),
    ]


def _close(model: Any) -> None:
    # Those that serve many threads have one of their own.
    if hasattr(model, "close"):
        model.close()


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _read(path: Path) -> None:
    block = bytearray(_BLOCK_BYTES)
    with path.open("rb", buffering=0) as file:
        while file.readinto(block):
            pass


def _drop(files: Sequence[Path]) -> None:
    for path in files:
        with path.open("rb") as file:
            # What was not written yet cannot be dropped.
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _show(task: _Task, state: str, *, size_bytes: int, device: Device) -> None:
    took = seconds_of(task.work, device=device)
    forget(device)
    print(
        f"| {task.what} | {state} | {size_bytes / 1e9:.3f} | {took:.3f}"
        f" | {size_bytes / 1e9 / took:.3f} |",
        flush=True,
    )


if __name__ == "__main__":
    typer.run(main)
