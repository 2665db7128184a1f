"""One song's row in a batch of text: its grammar, its random numbers, its end."""

from typing import TypeAlias

import torch
from llguidance import LLMatcher, LLTokenizer

from services.gpu_inference.batching import Ticket
from services.gpu_inference.engines.studio.writer.text_model import TextPrompt

TextTicket: TypeAlias = Ticket[TextPrompt, str]


def matcher_for(schema: str, tokenizer: LLTokenizer) -> LLMatcher:
    """A matcher at the start of an answer that follows the JSON schema."""
    # Free white space and escapes would let a weak model fill its answer with them.
    grammar = LLMatcher.grammar_from_json_schema(
        schema,
        overrides={
            "whitespace_flexible": False,
            "item_separator": ", ",
            "key_separator": ": ",
            "json_allowed_escapes": '"\\',
        },
    )
    matcher = LLMatcher(tokenizer, grammar)
    if matcher.is_error():
        raise ValueError(matcher.get_error())
    return matcher


class Row:
    """The text of one ticket as it grows, one token at a time."""

    def __init__(
        self, ticket: TextTicket, *, matcher: LLMatcher | None, ends: frozenset[int]
    ) -> None:
        """``ends``: the tokens by which the model itself says that it is done."""
        self.ticket = ticket
        self.tokens: list[int] = []
        self._matcher = matcher
        self._ends = ends
        self._is_ended = False
        self._random = torch.Generator().manual_seed(ticket.item.seed)

    @property
    def is_over(self) -> bool:
        return self._is_ended or not self.ticket.is_wanted

    def allow(self, bitmask: torch.Tensor) -> None:
        """Write the tokens that may come next into ``bitmask``, 32 to an int32."""
        if self._matcher is not None:
            size_bytes = bitmask.numel() * bitmask.element_size()
            self._matcher.unsafe_compute_mask_ptr(bitmask.data_ptr(), size_bytes)

    def noise(self, size: int) -> torch.Tensor:
        """Standard Gumbel noise, float32, shape (size,), from the row's own generator."""
        return -torch.empty(size).exponential_(generator=self._random).log()

    def take(self, token: int) -> None:
        """Grow by the token, unless that says the end."""
        if token in self._ends:
            self._is_ended = True
            return
        self.tokens.append(token)
        self._is_ended = len(self.tokens) >= self.ticket.item.most_tokens
        if self._matcher is not None:
            is_grammatical = self._matcher.consume_token(token)
            done = not is_grammatical or self._matcher.is_accepting()
            self._is_ended = self._is_ended or done
        self._tell()

    def _tell(self) -> None:
        steps = self.ticket.item.usual_tokens or self.ticket.item.most_tokens
        self.ticket.tell(min(len(self.tokens), steps), steps)
