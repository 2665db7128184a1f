"""Where a batch of songs spends its time, and how near the denoiser comes to the ceiling."""

from dataclasses import dataclass
from typing import Final

import torch

from bench.studio.figures import percent, teraflops
from bench.studio.plan import Plan, song
from bench.studio.report import Report
from bench.studio.timing import flops_of, forget, usual_seconds_of
from services.gpu_inference.batching import Ticket
from services.gpu_inference.engines.engine import Samples
from services.gpu_inference.engines.studio.composer.conditions import ConditionEncoder
from services.gpu_inference.engines.studio.composer.decoding import Decoder
from services.gpu_inference.engines.studio.composer.denoising import (
    Denoiser,
    Latents,
    MusicTicket,
)
from services.gpu_inference.engines.studio.composer.music_model import MusicModel
from services.gpu_inference.engines.studio.composer.music_request import (
    MusicRequest,
    music_request,
)
from services.gpu_inference.engines.studio.composer.network import DenoisingNetwork
from services.gpu_inference.engines.studio.device import memory_guard
from shared.errors import DomainError

_ABOUT: Final = (
    "The stages of one batch, each alone and one after another (in service decoding and"
    " denoising overlap). Copy: what decoding takes beyond the decoder's own pass, that is"
    " the peak and the way to the host. FLOPs are counted on one step; those of masked"
    " scores count in full. The share is of the ceiling above."
)
_COLUMNS: Final = (
    *("seconds", "batch", "batch_seconds", "conditions_percent", "denoise_percent"),
    *("decode_percent", "copy_percent", "denoise_teraflops_per_second"),
    *("percent_of_ceiling", "note"),
)
_MIDDLE: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Stages:
    """Seconds."""

    conditions: float
    denoise: float
    decode: float
    copy: float

    def cells(self) -> dict[str, float]:
        whole = self.conditions + self.denoise + self.decode + self.copy
        return {
            "batch_seconds": whole,
            "conditions_percent": percent(self.conditions, whole=whole),
            "denoise_percent": percent(self.denoise, whole=whole),
            "decode_percent": percent(self.decode, whole=whole),
            "copy_percent": percent(self.copy, whole=whole),
        }


class StagesBench:
    def __init__(self, model: MusicModel, plan: Plan, report: Report) -> None:
        pipeline, device = model.pipeline, model.device
        self._model = model
        self._plan = plan
        self._report = report
        self._network = DenoisingNetwork(pipeline.transformer)
        self._encoder = ConditionEncoder(pipeline, dtype=device.dtype)
        self._denoiser = Denoiser(
            pipeline, self._network, device=device.kind, dtype=device.dtype
        )
        self._decoder = Decoder(pipeline.vae, device=device)

    def measure(self, *, ceiling: float | None) -> None:
        """``ceiling``: TFLOP/s, where it was measured."""
        self._report.begin("Stages of the composer", about=_ABOUT, columns=_COLUMNS)
        for seconds in self._plan.seconds:
            for batch in self._plan.batches:
                self._measure_one(seconds, batch, ceiling)

    @torch.inference_mode()
    def _measure_one(self, seconds: int, batch: int, ceiling: float | None) -> None:
        songs = [self._song(number, seconds) for number in range(batch)]
        forget(self._model.device)
        try:
            with memory_guard(self._model.device, what="measure so many at once"):
                stages, step_flops = self._stages(songs), self._step_flops(songs[0])
        except DomainError as refusal:
            self._report.row(seconds=seconds, batch=batch, note=str(refusal))
            return
        flops = step_flops * batch * songs[0].steps
        rate = teraflops(flops, seconds=stages.denoise)
        self._report.row(
            seconds=seconds,
            batch=batch,
            **stages.cells(),
            denoise_teraflops_per_second=rate,
            percent_of_ceiling=percent(rate, whole=ceiling) if ceiling else None,
        )

    def _song(self, number: int, seconds: int) -> MusicRequest:
        request = song(number, seconds=seconds, steps=self._plan.steps)
        steps = self._model.steps(request.infer_step)
        return music_request(request, steps=steps, guidance=self._model.guidance(None))

    def _stages(self, songs: list[MusicRequest]) -> _Stages:
        device, vae = self._model.device, self._model.pipeline.vae
        tickets: list[MusicTicket] = [Ticket(each) for each in songs]
        latents = next(
            row for row in self._denoiser.denoise(tickets) if row is not None
        )
        columns = latents.T[None].to(device.kind, vae.dtype)
        decoded: Ticket[Latents, Samples] = Ticket(latents)
        conditions = usual_seconds_of(
            lambda: self._encoder.encode(songs), device=device
        )
        denoised = usual_seconds_of(
            lambda: self._denoiser.denoise(tickets), device=device
        )
        decode = usual_seconds_of(lambda: vae.decode(columns).sample, device=device)
        sound = usual_seconds_of(lambda: self._decoder.decode([decoded]), device=device)
        return _Stages(
            conditions=conditions,
            denoise=denoised - conditions,
            # Our decoder, too, takes songs one by one.
            decode=decode * len(songs),
            copy=max(0.0, sound - decode) * len(songs),
        )

    def _step_flops(self, song: MusicRequest) -> int:
        """Of one song in one step."""
        pipeline, device = self._model.pipeline, self._model.device
        frames = round(song.seconds * pipeline.latents_per_second)
        silence, _ = pipeline.prepare_src_latents(
            device=device.kind,
            dtype=device.dtype,
            batch_size=1,
            latent_length=frames,
        )
        context = torch.cat([silence, torch.ones_like(silence)], dim=-1)
        around = self._network.surroundings(self._encoder.encode([song]), context)
        time = torch.full((1,), _MIDDLE, device=device.kind, dtype=device.dtype)
        return flops_of(lambda: self._network.velocity(silence, time, around))
