"""Questions of many, asked as one: there are a thousand streams, and one database."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")


@dataclass(kw_only=True, slots=True)
class _Batch(Generic[Q, A]):
    questions: list[Q] = field(default_factory=list)
    answers: asyncio.Task[Sequence[A]] | None = None


class Together(Generic[Q, A]):
    """Gathers what is asked, and asks it at most once in so many seconds.

    ``answer`` is given the questions and returns as many answers, in their order. Its error
    is everybody's who asked then.
    """

    def __init__(
        self,
        answer: Callable[[Sequence[Q]], Awaitable[Sequence[A]]],
        *,
        every_seconds: float,
    ) -> None:
        self._answer = answer
        self._every_seconds = every_seconds
        self._open: _Batch[Q, A] | None = None
        self._asked_at = -every_seconds
        self._asking = asyncio.Lock()

    async def ask(self, question: Q) -> A:
        batch = self._open
        if batch is None:
            batch = self._open = _Batch()
            batch.answers = asyncio.create_task(self._answer_all(batch))
        place = len(batch.questions)
        batch.questions.append(question)
        assert batch.answers is not None  # noqa: S101 -- set before it is shared
        # Whoever leaves must not take the others' answers along.
        return (await asyncio.shield(batch.answers))[place]

    async def _answer_all(self, batch: _Batch[Q, A]) -> Sequence[A]:
        async with self._asking:
            wait = self._asked_at + self._every_seconds - time.monotonic()
            await asyncio.sleep(max(0.0, wait))
            # Whoever comes from now on is answered next time.
            self._open = None
            self._asked_at = time.monotonic()
            return await self._answer(batch.questions)
