"""A language model as the lyricist sees it: what it is asked, and text that comes back."""

from dataclasses import dataclass
from typing import Protocol

from services.gpu_inference.engines.engine import OnStep


@dataclass(frozen=True, kw_only=True, slots=True)
class TextPrompt:
    """One question. The same one gets the same answer, whoever shares its batch."""

    system: str
    user: str
    schema: str | None
    """The JSON schema that the answer must follow; None: any text."""
    most_tokens: int
    """The answer is cut there."""
    seed: int
    """At least 0, below 2**63."""
    usual_tokens: int = 0
    """How many an answer commonly takes, for progress; 0: as many as it may."""


class TextModel(Protocol):
    def generate(self, prompt: TextPrompt, *, on_step: OnStep) -> str:
        """Answer the prompt; many threads may ask at once.

        ``on_step`` is called as in ``Lyricist.write``; what it raises ends the work.
        """
