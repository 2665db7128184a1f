"""Where the seconds of a song go: each stage is a span and a figure, however it ends."""

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import (
    InMemorySpanExporter,
)
from prometheus_client import REGISTRY
from typing_extensions import override

from services.gpu_inference.encoding_jobs import EncodeMaster
from services.gpu_inference.engine_process import NOT_BEGUN
from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.jobs import Compose, Job, Processes, Result
from services.gpu_inference.stages import StagedProcesses, StagedStorage, Stages
from shared.contracts.songs import ComposeAudio
from shared.settings import StorageSettings
from tests.fakes.activities import a_sheet


@dataclass
class Scripted(Processes):
    """Takes the steps that a test gives it, then ends, well or not."""

    steps: tuple[tuple[int, int], ...] = ()
    error: Exception | None = None

    @override
    def run(self, job: Job[Result], *, on_step: OnStep) -> Result:
        for step, steps in self.steps:
            on_step(step, steps)
        if self.error is not None:
            raise self.error
        return None  # type: ignore[return-value]

    @override
    def warm_up(self, *, on_step: OnStep) -> None:
        """There is nothing to load."""


class Watched:
    """Stages, and what they have told since the test began."""

    def __init__(self) -> None:
        self._kept = InMemorySpanExporter()
        provider = TracerProvider(shutdown_on_exit=False)
        provider.add_span_processor(SimpleSpanProcessor(self._kept))
        self.stages = Stages(provider.get_tracer("test"))
        self._before = {name: count(name) for name in NAMES}

    @property
    def spans(self) -> list[str]:
        return [span.name for span in self._kept.get_finished_spans()]

    @property
    def facts(self) -> list[dict[str, object]]:
        return [dict(span.attributes or {}) for span in self._kept.get_finished_spans()]

    @property
    def counted(self) -> set[str]:
        return {name for name in NAMES if count(name) == self._before[name] + 1}

    @property
    def is_one_family(self) -> bool:
        """All but the last, which holds them, have it for a parent."""
        *inner, outer = self._kept.get_finished_spans()
        return all(span.parent == outer.context for span in inner)


NAMES = ("compose", "wait", "denoise", "decode", "encode", "upload", "download")


def count(stage: str) -> float:
    return REGISTRY.get_sample_value("stage_seconds_count", {"stage": stage}) or 0


@pytest.fixture
def watched() -> Watched:
    return Watched()


def composing() -> Compose:
    request = ComposeAudio(song_id=uuid4(), sheet=a_sheet(), audio_duration=30, seed=7)
    return Compose(request=request, path=Path("/nowhere"))


def ignore(*_: int) -> None:
    """An ``on_step`` that never minds."""


def test_composing_in_the_studio_is_told_in_three(watched: Watched) -> None:
    steps = (NOT_BEGUN, NOT_BEGUN, (1, 61), (30, 61), (60, 61), (60, 61))
    processes = StagedProcesses(Scripted(steps), watched.stages, denoises=True)

    processes.run(composing(), on_step=ignore)

    assert watched.spans == ["wait", "denoise", "decode", "compose"]
    assert watched.counted == {"wait", "denoise", "decode", "compose"}
    assert watched.is_one_family


@pytest.mark.parametrize("steps", [(), (NOT_BEGUN, NOT_BEGUN)])
def test_what_nobody_saw_is_not_told(
    watched: Watched, steps: tuple[tuple[int, int], ...]
) -> None:
    processes = StagedProcesses(Scripted(steps), watched.stages, denoises=True)

    processes.run(composing(), on_step=ignore)

    assert watched.spans == ["compose"]


def test_a_song_that_breaks_while_denoised_was_not_decoded(watched: Watched) -> None:
    script = Scripted((NOT_BEGUN, (1, 61), (9, 61)), RuntimeError("broken"))
    processes = StagedProcesses(script, watched.stages, denoises=True)

    with pytest.raises(RuntimeError, match="broken"):
        processes.run(composing(), on_step=ignore)

    assert watched.spans == ["wait", "compose"]
    assert watched.counted == {"wait", "compose"}


def test_the_sketch_engine_composes_in_one(watched: Watched) -> None:
    processes = StagedProcesses(Scripted(((1, 9), (9, 9))), watched.stages)

    processes.run(composing(), on_step=ignore)

    assert watched.spans == ["compose"]


def test_encoding_is_a_stage_and_hears_of_its_cancellation(watched: Watched) -> None:
    def cancel(*_: int) -> None:
        raise TimeoutError

    job = EncodeMaster(samples=Path("/nowhere"), path=Path("/nowhere"))
    processes = StagedProcesses(Scripted(((1, 2),)), watched.stages)

    with pytest.raises(TimeoutError):
        processes.run(job, on_step=cancel)

    assert watched.counted == {"encode"}


def test_what_goes_to_the_bucket_and_comes_back_is_told_without_its_key(
    watched: Watched, storage_settings: StorageSettings, tmp_path: Path
) -> None:
    storage = StagedStorage(storage_settings, watched.stages)
    file, key = tmp_path / "there", f"songs/{uuid4()}/audio.flac"
    file.write_bytes(b"four")

    stored = storage.put_file(
        key, file, content_type="audio/flac", download_name="A Private Title.flac"
    )
    storage.get_file(key, tmp_path / "back")

    assert stored.size_bytes == 4
    assert (tmp_path / "back").read_bytes() == b"four"
    assert watched.spans == ["upload", "download"]
    assert watched.facts == [
        {"object": "audio.flac", "bytes": 4},
        {"object": "audio.flac"},
    ]
