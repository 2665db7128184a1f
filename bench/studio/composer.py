"""Songs an hour: the plain pipeline, one song after another, against our composer."""

from collections.abc import Sequence
from typing import Final

import torch
from structlog.testing import capture_logs

from bench.studio.asking import ask_at_once, unwatched
from bench.studio.figures import full_batches, realtime_factor, songs_per_hour
from bench.studio.plan import Plan, song
from bench.studio.report import Report
from bench.studio.timing import forget, peak_gigabytes, seconds_of
from services.gpu_inference.engines.studio.composer.composer import StudioComposer
from services.gpu_inference.engines.studio.composer.music_model import MusicModel
from services.gpu_inference.engines.studio.composer.music_request import music_request
from services.gpu_inference.engines.studio.device import memory_guard
from shared.contracts.songs import ComposeAudio
from shared.errors import DomainError

_ABOUT: Final = (
    "Reference: diffusers' own call with its own attention, one song after another,"
    " each decoded and copied to the host, as a naive service runs it. Ours: songs asked"
    " for from as many threads, so that the queue is full. Peak memory holds the weights."
)
_COLUMNS: Final = (
    *("what", "seconds", "batch", "songs", "songs_per_hour", "times_realtime"),
    *("times_reference", "peak_gigabytes", "note"),
)
_REFERENCE: Final = "reference, one by one"
_OURS: Final = "ours"
_MOST_REFERENCE_SONGS: Final = 4
_TROUBLE: Final = {
    "batch_halved": "too little memory for so many at once: halved",
    "song_damaged": "some songs came out damaged and were made twice",
}


class ComposerBench:
    def __init__(self, model: MusicModel, plan: Plan, report: Report) -> None:
        self._model = model
        self._plan = plan
        self._report = report
        self._stock = dict(model.pipeline.transformer.attn_processors)

    def measure(self) -> dict[int, float]:
        """Seconds that a song took at the best batch, by the length of the songs."""
        self._report.begin("Composer", about=_ABOUT, columns=_COLUMNS)
        # All of them first: our composer changes the pipeline's parts.
        reference = {
            seconds: self._reference(seconds) for seconds in self._plan.seconds
        }
        best: dict[int, float] = {}
        for seconds in self._plan.seconds:
            for batch in self._plan.batches:
                took = self._ours(seconds, batch, reference[seconds])
                if took is not None:
                    best[seconds] = min(took, best.get(seconds, took))
        return best

    def _reference(self, seconds: int) -> float | None:
        """Seconds a song; None where it was refused."""
        requests = self._requests(seconds, min(self._plan.songs, _MOST_REFERENCE_SONGS))
        forget(self._model.device)
        try:
            with memory_guard(self._model.device, what="make the reference"):
                self._one_by_one(requests[:1])
                took = seconds_of(
                    lambda: self._one_by_one(requests), device=self._model.device
                )
        except DomainError as refusal:
            self._refused(_REFERENCE, seconds=seconds, batch=1, note=str(refusal))
            return None
        each = took / len(requests)
        self._row(_REFERENCE, requests, batch=1, took=took, reference=each)
        return each

    def _ours(self, seconds: int, batch: int, reference: float | None) -> float | None:
        """Seconds a song; None where it was refused."""
        requests = self._requests(seconds, full_batches(self._plan.songs, batch=batch))
        # Else it would take the one before's attention for the pipeline's own.
        self._model.pipeline.transformer.set_attn_processor(dict(self._stock))
        forget(self._model.device)
        with (
            capture_logs() as events,
            StudioComposer(self._model, batch=batch) as composer,
        ):
            try:
                _compose(composer, requests[:batch])
                took = seconds_of(
                    lambda: _compose(composer, requests), device=self._model.device
                )
            except DomainError as refusal:
                self._refused(_OURS, seconds=seconds, batch=batch, note=str(refusal))
                return None
        said = {event["event"] for event in events}
        note = "; ".join(words for name, words in _TROUBLE.items() if name in said)
        self._row(
            _OURS, requests, batch=batch, took=took, reference=reference, note=note
        )
        return took / len(requests)

    def _one_by_one(self, requests: Sequence[ComposeAudio]) -> None:
        for request in requests:
            steps = self._model.steps(request.infer_step)
            guidance = self._model.guidance(None)
            asked = music_request(request, steps=steps, guidance=guidance)
            self._model.pipeline(
                prompt=asked.prompt,
                lyrics=asked.lyrics,
                vocal_language=asked.language,
                audio_duration=float(asked.seconds),
                bpm=asked.bpm,
                keyscale=asked.key_scale,
                timesignature=asked.time_signature,
                num_inference_steps=asked.steps,
                guidance_scale=asked.guidance,
                generator=torch.Generator().manual_seed(asked.seed),
            ).audios.float().cpu()

    def _requests(self, seconds: int, count: int) -> list[ComposeAudio]:
        steps = self._plan.steps
        return [song(seed, seconds=seconds, steps=steps) for seed in range(count)]

    def _row(
        self,
        what: str,
        requests: Sequence[ComposeAudio],
        *,
        batch: int,
        took: float,
        reference: float | None,
        note: str = "",
    ) -> None:
        audio = sum(request.audio_duration for request in requests)
        self._report.row(
            what=what,
            seconds=requests[0].audio_duration,
            batch=batch,
            songs=len(requests),
            songs_per_hour=songs_per_hour(len(requests), seconds=took),
            times_realtime=realtime_factor(audio, seconds=took),
            times_reference=reference and reference * len(requests) / took,
            peak_gigabytes=peak_gigabytes(self._model.device),
            note=note,
        )

    def _refused(self, what: str, *, seconds: int, batch: int, note: str) -> None:
        self._report.row(
            what=what,
            seconds=seconds,
            batch=batch,
            peak_gigabytes=peak_gigabytes(self._model.device),
            note=note,
        )


def _compose(composer: StudioComposer, requests: Sequence[ComposeAudio]) -> None:
    ask_at_once(lambda each: composer.compose(each, on_step=unwatched), requests)
