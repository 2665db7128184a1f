"""Tokens a second of the writer, alone and with company."""

from dataclasses import replace
from typing import Final

from bench.studio.plan import Plan
from bench.studio.report import Report
from bench.studio.timing import forget, peak_gigabytes, seconds_of
from services.gpu_inference.batching import Ticket
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.writer.prompts import ask
from services.gpu_inference.engines.studio.writer.rows import TextTicket
from services.gpu_inference.engines.studio.writer.text_model import TextPrompt
from services.gpu_inference.engines.studio.writer.transformers_model import (
    TransformersTextModel,
)
from shared.contracts.songs import SongRecipe
from shared.domain.songs import SongMode
from shared.errors import DomainError

_COLUMNS: Final = (
    *("what", "batch", "tokens", "tokens_per_second", "peak_gigabytes", "note"),
)
_RECIPE: Final = SongRecipe(
    mode=SongMode.DESCRIPTION,
    audio_duration=60,
    seed=1,
    full_described_song="a folk song about a river at night",
)


def measure_writer(
    model: TransformersTextModel, device: Device, plan: Plan, report: Report
) -> None:
    report.begin(
        "Writer",
        about=f"At most {plan.tokens} tokens for each song after the lyricist's own"
        " question, reading it included; free text, and text that follows the song's"
        " schema (a tiny tokenizer's few hundred words make that one look cheaper).",
        columns=_COLUMNS,
    )
    question = replace(ask(_RECIPE), most_tokens=plan.tokens, usual_tokens=0)
    for what, prompt in (
        ("free text", replace(question, schema=None)),
        ("by the schema", question),
    ):
        for batch in plan.batches:
            _show(model, device, report, what=what, prompt=prompt, batch=batch)


def _show(
    model: TransformersTextModel,
    device: Device,
    report: Report,
    *,
    what: str,
    prompt: TextPrompt,
    batch: int,
) -> None:
    forget(device)
    tokens = rate = None
    note = ""
    tickets = _tickets(prompt, batch)
    try:
        model.write_together(_tickets(prompt, batch))
        took = seconds_of(lambda: model.write_together(tickets), device=device)
        tokens = sum(ticket.progress[0] for ticket in tickets)
        rate = tokens / took
    except DomainError as refusal:
        note = str(refusal)
    report.row(
        what=what,
        batch=batch,
        tokens=tokens,
        tokens_per_second=rate,
        peak_gigabytes=peak_gigabytes(device),
        note=note,
    )


def _tickets(prompt: TextPrompt, batch: int) -> list[TextTicket]:
    return [Ticket(replace(prompt, seed=seed)) for seed in range(batch)]
