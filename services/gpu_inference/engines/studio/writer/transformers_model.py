"""A chat model run by transformers: many songs' texts in one batch, each as if alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
from llguidance import LLTokenizer
from llguidance.hf import from_tokenizer
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    GenerationConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils.logging import disable_progress_bar
from typing_extensions import override

from services.gpu_inference.batching import Batcher
from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.engines.studio.device import Device, memory_guard
from services.gpu_inference.engines.studio.loading_faults import (
    UnusableModel,
    loading,
)
from services.gpu_inference.engines.studio.streams import on_own_stream
from services.gpu_inference.engines.studio.writer.chat import chat_text
from services.gpu_inference.engines.studio.writer.rows import (
    Row,
    TextTicket,
    matcher_for,
)
from services.gpu_inference.engines.studio.writer.sampling import (
    RowSampler,
    RowsOver,
    Sampling,
    said_tokens,
)
from services.gpu_inference.engines.studio.writer.text_model import (
    TextModel,
    TextPrompt,
)

_NAME: Final = "writer"
_SAMPLE: Final = "song"


class TransformersTextModel(TextModel):
    """Answers from many threads are made together, at most ``batch`` at a time."""

    def __init__(
        self,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        *,
        device: Device,
        batch: int,
        constrain: bool = True,
    ) -> None:
        """Without ``constrain`` the prompts' schemas are not enforced."""
        self._model = model
        self._tokenizer = tokenizer
        self._device = device
        self._sampling = Sampling.of(model.generation_config)
        self._ends = _ends(model, tokenizer)
        self._padding = _padding(tokenizer, self._ends)
        self._grammar = _grammar(model, tokenizer, self._ends) if constrain else None
        # Else transformers would fill our greedy one in with the model's own penalties.
        model.generation_config = GenerationConfig(pad_token_id=self._padding)
        self._batcher: Batcher[TextPrompt, str] = Batcher(
            on_own_stream(device, self.write_together), name=_NAME, most=batch
        )

    @override
    def generate(self, prompt: TextPrompt, *, on_step: OnStep) -> str:
        return self._batcher.run(prompt, on_step=on_step)

    def close(self) -> None:
        self._batcher.close()

    def write_together(self, tickets: Sequence[TextTicket]) -> list[str | None]:
        """One pass of the batcher: the texts in order, None for who left meanwhile."""
        rows = [self._row(ticket) for ticket in tickets]
        with memory_guard(self._device, what="write the song"):
            self._write(rows)
        return [self._text(row) if row.ticket.is_wanted else None for row in rows]

    def _hand_over(self, row: Row) -> None:
        """A short song need not wait for the text of a long one."""
        if row.ticket.is_wanted:
            row.ticket.end(self._text(row))

    def _row(self, ticket: TextTicket) -> Row:
        schema = ticket.item.schema
        matcher = None
        if schema is not None and self._grammar is not None:
            matcher = matcher_for(schema, self._grammar)
        return Row(ticket, matcher=matcher, ends=self._ends)

    @torch.inference_mode()
    def _write(self, rows: Sequence[Row]) -> None:
        prompts = self._tokenizer(
            [chat_text(row.ticket.item, self._tokenizer) for row in rows],
            add_special_tokens=False,
            padding=True,
            padding_side="left",
            return_tensors="pt",
        ).to(self._device.kind)
        sampler = RowSampler(
            rows,
            sampling=self._sampling,
            seen=said_tokens(prompts, vocabulary=self._model.config.vocab_size),
            padding=self._padding,
        )
        self._model.generate(
            input_ids=prompts.input_ids,
            attention_mask=prompts.attention_mask,
            # The sampler has drawn already.
            do_sample=False,
            max_new_tokens=max(row.ticket.item.most_tokens for row in rows),
            logits_processor=[sampler],
            stopping_criteria=[RowsOver(rows, self._hand_over)],
        )

    def _text(self, row: Row) -> str:
        text: str = self._tokenizer.decode(row.tokens, skip_special_tokens=True)
        return text


def load_text_model(
    folder: Path, *, device: Device, batch: int
) -> TransformersTextModel:
    """Load a chat model from its folder; nothing is fetched, no code in it is run.

    Raises ``UnusableModel`` where it is not one, ``OutOfMemory`` where it does not fit.
    """
    disable_progress_bar()
    with loading(folder, device=device):
        tokenizer = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False, padding_side="left"
        )
        if fault := _fault_of(tokenizer):
            raise UnusableModel(folder=folder, fault=fault)
        model = _load_weights(folder, device=device)
        if len(tokenizer) > model.config.vocab_size:
            raise UnusableModel(
                folder=folder, fault="its tokenizer has words that its weights lack."
            )
        return TransformersTextModel(model, tokenizer, device=device, batch=batch)


def _fault_of(tokenizer: PreTrainedTokenizerBase) -> str:
    """Blank where it can be used."""
    # Where the file with the words is missing, transformers makes do with none.
    if _SAMPLE not in tokenizer.decode(tokenizer(_SAMPLE).input_ids):
        return "its tokenizer cannot spell."
    if not tokenizer.chat_template:
        return "it has no chat template."
    return ""


def _load_weights(folder: Path, *, device: Device) -> PreTrainedModel:
    model, report = AutoModelForCausalLM.from_pretrained(
        folder,
        dtype=device.dtype,
        # Straight to the device: the whole model need not fit the host's memory.
        device_map={"": device.kind} if device.is_cuda else None,
        local_files_only=True,
        trust_remote_code=False,
        use_safetensors=True,
        output_loading_info=True,
    )
    # Transformers would go on with random numbers in their place.
    if missing := sorted(report["missing_keys"]):
        raise UnusableModel(folder=folder, fault=f"it lacks {missing[0]}.")
    return model.eval()


def _grammar(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, ends: frozenset[int]
) -> LLTokenizer:
    return from_tokenizer(
        tokenizer, n_vocab=model.config.vocab_size, eos_token=sorted(ends)
    )


def _ends(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> frozenset[int]:
    said = model.generation_config.eos_token_id
    ends = said if isinstance(said, list) else [said, tokenizer.eos_token_id]
    return frozenset(end for end in ends if end is not None)


def _padding(tokenizer: PreTrainedTokenizerBase, ends: frozenset[int]) -> int:
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token_id = min(ends)
    padding: int = tokenizer.pad_token_id
    return padding
