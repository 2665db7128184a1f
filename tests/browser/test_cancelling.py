"""What is not made costs nothing, and the list says so."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.studio import (
    describe,
    frame_of,
    has_credits,
    press_create,
    rows_of,
    songs_of,
)
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

LONG_SECONDS = 240
"""A song that is not composed before the test can strike."""
_GIVE_UP_SECONDS = 90.0


@pytest.fixture
async def composing(signed_in: Page) -> Locator:
    """The row of a song in the middle of being composed."""
    await signed_in.goto("/create")
    await describe(signed_in, seconds=LONG_SECONDS)
    await press_create(signed_in)
    row = rows_of(signed_in)
    progress = row.get_by_role("list", name=re.compile("composing, step [1-9]"))
    await expect(progress).to_be_visible(timeout=30_000)
    return row


async def test_a_song_cancelled_from_its_card_gives_its_credit_back(
    composing: Locator,
) -> None:
    page = composing.page
    await expect(frame_of(page)).to_contain_text("and 1 on hold")

    await composing.get_by_role("button", name=re.compile("^Cancel ")).click()

    await expect(composing).to_contain_text("cancelled, 1 credit returned")
    await expect(
        composing.get_by_role("button", name=re.compile("^Play "))
    ).to_be_hidden()
    await has_credits(page, 10)
    await expect(frame_of(page)).to_contain_text("ready to spend")
    await page.reload()
    await expect(composing).to_contain_text("cancelled, 1 credit returned")
    await composing.get_by_role("button", name=re.compile("^Run again, ")).click()
    await expect(rows_of(page)).to_have_count(2)
    again = songs_of(page).get_by_role("button", name=re.compile("^Cancel "))
    await again.click()
    await expect(again).to_be_hidden()
    await has_credits(page, 10)


@pytest.mark.timeout(180)
async def test_a_song_that_failed_says_why_and_that_nothing_was_charged(
    composing: Locator, stack: RunningStack
) -> None:
    page = composing.page

    async def is_given_up() -> bool:
        stack.kill_engines()
        return await composing.get_by_role("button", name="Retry").is_visible()

    await until_true(
        is_given_up, what="the song is given up", within_seconds=_GIVE_UP_SECONDS
    )

    await expect(composing).to_contain_text("You were not charged.")
    why = (
        await composing.get_by_text("You were not charged.").locator("..").inner_text()
    )
    assert re.match(r"[A-Z][^.]{10,}\. You were not charged\.$", why), why
    await has_credits(page, 10)
    await expect(frame_of(page)).to_contain_text("ready to spend")
    await page.reload()
    await expect(composing).to_contain_text(why)
