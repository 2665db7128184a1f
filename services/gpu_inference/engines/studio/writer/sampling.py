"""Drawing the next token of every row as if each row were alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import torch
from transformers import BatchEncoding, GenerationConfig

from services.gpu_inference.engines.studio.writer.rows import Row

_BITS: Final = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Sampling:
    """How freely tokens are drawn; the defaults are those published for Qwen2."""

    temperature: float = 0.7
    top_p: float = 0.8
    top_k: int = 20
    repetition_penalty: float = 1.05

    @classmethod
    def of(cls, config: GenerationConfig) -> Self:
        """The model's own, wherever it says something."""
        names = ("temperature", "top_p", "top_k", "repetition_penalty")
        said = {name: getattr(config, name, None) for name in names}
        return cls(**{name: value for name, value in said.items() if value})


class RowSampler:
    """A logits processor of transformers that leaves one token a row to choose from.

    Drawing by the Gumbel-max trick (Gumbel 1954; Maddison, Tarlow and Minka, «A*
    Sampling», 2014): the largest of log-probability plus Gumbel noise is an exact draw.
    The noise of a row is the row's own, so its mates and the device change nothing.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        sampling: Sampling,
        seen: torch.Tensor,
        padding: int,
    ) -> None:
        """``seen``: which tokens each prompt holds, bool, shape (rows, vocabulary)."""
        self._rows = rows
        self._sampling = sampling
        self._seen = seen
        self._padding = padding

    def __call__(self, _: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
        """Draw and remember. Logits and result have the shape (rows, vocabulary)."""
        chosen = self._draw(self._allowed(self._penalised(logits)))
        tokens = [
            self._padding if row.is_over else token
            for row, token in zip(self._rows, chosen.tolist(), strict=True)
        ]
        for row, token in zip(self._rows, tokens, strict=True):
            if not row.is_over:
                row.take(token)
        picked = torch.tensor(tokens, device=logits.device).unsqueeze(1)
        self._seen.scatter_(1, picked, value=True)
        return torch.full_like(logits, -torch.inf).scatter_(1, picked, 0.0)

    def _penalised(self, logits: torch.Tensor) -> torch.Tensor:
        # Not transformers' own: that one also punishes what pads a short prompt.
        penalty = self._sampling.repetition_penalty
        weaker = torch.where(logits > 0, logits / penalty, logits * penalty)
        return torch.where(self._seen, weaker, logits)

    def _allowed(self, logits: torch.Tensor) -> torch.Tensor:
        count, vocabulary = logits.shape
        words = -(-vocabulary // _BITS)
        bitmask = torch.full((count, words), -1, dtype=torch.int32)
        for row, its_mask in zip(self._rows, bitmask, strict=True):
            if not row.is_over:
                row.allow(its_mask)
        bits = torch.arange(_BITS, dtype=torch.int32, device=logits.device)
        # Not llguidance's kernel: that one needs a compiler on the machine.
        is_allowed = (bitmask.to(logits.device).unsqueeze(-1) >> bits) & 1
        is_allowed = is_allowed.view(count, -1)[:, :vocabulary].bool()
        return logits.masked_fill(~is_allowed, -torch.inf)

    def _draw(self, logits: torch.Tensor) -> torch.Tensor:
        """Token ids, shape (rows,)."""
        size = min(self._sampling.top_k, logits.shape[1])
        best, tokens = (logits / self._sampling.temperature).topk(size)
        shares = best.softmax(dim=1)
        is_rest = shares.cumsum(dim=1) - shares >= self._sampling.top_p
        noise = torch.stack([row.noise(size) for row in self._rows]).to(best.device)
        drawn = (best.masked_fill(is_rest, -torch.inf) + noise).argmax(1, keepdim=True)
        return tokens.gather(1, drawn).squeeze(1)


class RowsOver:
    """A stopping criterion of transformers that also says once of each row that it ended."""

    def __init__(self, rows: Sequence[Row], hand_over: Callable[[Row], None]) -> None:
        self._rows = rows
        self._hand_over = hand_over
        self._handed: set[Row] = set()

    def __call__(self, tokens: torch.Tensor, _: object) -> torch.Tensor:
        """Which rows are over: bool, shape (rows,)."""
        are_over = [row.is_over for row in self._rows]
        for row, is_over in zip(self._rows, are_over, strict=True):
            if is_over and row not in self._handed:
                self._handed.add(row)
                self._hand_over(row)
        return torch.tensor(are_over, device=tokens.device)


def said_tokens(prompts: BatchEncoding, *, vocabulary: int) -> torch.Tensor:
    """Which tokens each prompt holds, padding apart: bool, shape (rows, vocabulary)."""
    tokens, is_said = prompts.input_ids, prompts.attention_mask.bool()
    seen = torch.zeros(
        (len(tokens), vocabulary), dtype=torch.bool, device=tokens.device
    )
    for its_seen, its_tokens, its_said in zip(seen, tokens, is_said, strict=True):
        its_seen[its_tokens[its_said]] = True
    return seen
