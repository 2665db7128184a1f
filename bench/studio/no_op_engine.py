"""An engine that makes music in no time: what is left is the worker's own work."""

from collections.abc import Sequence

import numpy as np
from typing_extensions import override

from services.gpu_inference.batching import Batcher, Ticket
from services.gpu_inference.engine_host_child import IsFatal
from services.gpu_inference.engines.engine import (
    SAMPLE_RATE,
    Composer,
    Engine,
    Lyricist,
    OnStep,
    Painter,
    Samples,
)
from shared.contracts.engine import EngineReport
from shared.contracts.songs import ComposeAudio


class NoOpComposer(Composer):
    """Always the same noise, through a real ``Batcher``."""

    def __init__(self, *, seconds: int, batch: int) -> None:
        shape = (seconds * SAMPLE_RATE, 2)
        noise = np.random.default_rng(0).standard_normal(shape, dtype=np.float32)
        self._samples: Samples = noise / np.abs(noise).max()
        self._batcher: Batcher[ComposeAudio, Samples] = Batcher(
            self._forward, name="no-op", most=batch, patience_seconds=0
        )

    @override
    def settle(self, request: ComposeAudio) -> ComposeAudio:
        return request

    @override
    def compose(self, request: ComposeAudio, *, on_step: OnStep) -> Samples:
        return self._batcher.run(request, on_step=on_step)

    def _forward(
        self, tickets: Sequence[Ticket[ComposeAudio, Samples]]
    ) -> list[Samples]:
        return [self._samples for _ in tickets]


class NoOpEngine(Engine):
    """It composes; nothing else is asked of it."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer

    @property
    @override
    def lyricist(self) -> Lyricist:
        raise NotImplementedError

    @property
    @override
    def composer(self) -> Composer:
        return self._composer

    @property
    @override
    def painter(self) -> Painter:
        raise NotImplementedError

    @override
    def report(self) -> EngineReport:
        return EngineReport(engine="no-op", models=())


def hosted_no_op(*, seconds: int, batch: int) -> tuple[Engine, IsFatal]:
    return NoOpEngine(NoOpComposer(seconds=seconds, batch=batch)), _is_never


def _is_never(_: BaseException) -> bool:
    return False
