"""A language model that answers what a test wrote down for it."""

from collections.abc import Sequence

from typing_extensions import override

from services.gpu_inference.engines.engine import OnStep
from services.gpu_inference.engines.studio.writer.text_model import (
    TextModel,
    TextPrompt,
)


class FakeTextModel(TextModel):
    """Gives its answers in order, and fails when asked once more than that."""

    def __init__(self, answers: Sequence[str]) -> None:
        self.prompts: list[TextPrompt] = []
        self._answers = list(answers)

    @override
    def generate(self, prompt: TextPrompt, *, on_step: OnStep) -> str:
        self.prompts.append(prompt)
        on_step(1, 1)
        return self._answers.pop(0)
