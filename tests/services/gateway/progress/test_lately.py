"""What many ask at once is asked once."""

import asyncio

import pytest

from services.gateway.progress.lately import Lately


class Source:
    def __init__(self, *, failures: int = 0) -> None:
        self.asked = 0
        self._failures = failures

    async def ask(self) -> int:
        self.asked += 1
        await asyncio.sleep(0)
        if self.asked <= self._failures:
            raise ConnectionError
        return self.asked


async def test_all_who_ask_meanwhile_and_soon_after_have_one_answer() -> None:
    source = Source()
    lately = Lately(source.ask, seconds=60)

    answers = await asyncio.gather(*(lately.get() for _ in range(5)))

    assert [*answers, await lately.get()] == [1] * 6


async def test_an_old_answer_is_asked_for_anew() -> None:
    lately = Lately(Source().ask, seconds=0)

    assert [await lately.get(), await lately.get()] == [1, 2]


async def test_an_error_is_kept_for_nobody() -> None:
    lately = Lately(Source(failures=1).ask, seconds=60)

    with pytest.raises(ConnectionError):
        await lately.get()

    assert await lately.get() == 2
