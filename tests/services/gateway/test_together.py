"""Questions of many are asked as one."""

import asyncio
from collections.abc import Sequence

import pytest

from services.gateway.together import Together


class Oracle:
    """Doubles what it is asked, and remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.was_asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def answer(self, questions: Sequence[int]) -> list[int]:
        self.asked.append([*questions])
        self.was_asked.set()
        await self.may_answer.wait()
        return [2 * each for each in questions]


async def test_what_is_asked_at_once_is_one_question() -> None:
    oracle = Oracle()
    together = Together(oracle.answer, every_seconds=60)

    answers = await asyncio.gather(*map(together.ask, range(100)))

    assert answers == [2 * each for each in range(100)]
    assert oracle.asked == [[*range(100)]]


async def test_it_is_asked_no_more_often_than_said() -> None:
    oracle = Oracle()
    together = Together(oracle.answer, every_seconds=0.2)
    loop = asyncio.get_running_loop()

    started = loop.time()
    answers = [await together.ask(each) for each in range(3)]

    assert answers == [0, 2, 4]
    assert oracle.asked == [[0], [1], [2]]
    assert loop.time() - started >= 0.4


async def test_who_leaves_takes_nobodys_answer_along() -> None:
    oracle = Oracle()
    oracle.may_answer.clear()
    together = Together(oracle.answer, every_seconds=0)
    first, second = (asyncio.create_task(together.ask(each)) for each in (1, 2))
    await oracle.was_asked.wait()

    first.cancel()
    oracle.may_answer.set()

    assert await second == 4
    assert oracle.asked == [[1, 2]]
    assert first.cancelled()


async def test_an_error_is_everybodys_and_the_next_question_is_asked_anew() -> None:
    attempts: list[Sequence[int]] = []

    async def answer(questions: Sequence[int]) -> Sequence[int]:
        attempts.append(questions)
        if len(attempts) == 1:
            message = "away"
            raise ConnectionError(message)
        return questions

    together = Together(answer, every_seconds=0)
    failed = await asyncio.gather(*map(together.ask, (1, 2)), return_exceptions=True)

    assert [type(each) for each in failed] == [ConnectionError, ConnectionError]
    assert await together.ask(3) == 3


@pytest.mark.parametrize("count", [1, 7])
async def test_a_question_that_comes_meanwhile_is_in_the_next(count: int) -> None:
    oracle = Oracle()
    oracle.may_answer.clear()
    together = Together(oracle.answer, every_seconds=0)
    first = asyncio.create_task(together.ask(0))
    await oracle.was_asked.wait()

    later = [asyncio.create_task(together.ask(each)) for each in range(1, count + 1)]
    oracle.may_answer.set()
    await asyncio.gather(first, *later)

    assert oracle.asked == [[0], [*range(1, count + 1)]]
