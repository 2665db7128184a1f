"""What a person does in the studio: write, press Create, look at the list."""

import re

from playwright.async_api import Locator, Page, expect

from tests.canaries import STACK_WORD

READY_MS = 60_000
"""For a song of a few seconds on a machine that does much else."""
DESCRIPTION = f"a quick {STACK_WORD} folk song about a harbour at dawn"


def form_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Create a song")


def frame_of(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Main", exact=True)


def songs_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Your songs")


def rows_of(page: Page) -> Locator:
    return songs_of(page).get_by_role("listitem").and_(page.locator("[data-song-row]"))


def play_buttons(page: Page) -> Locator:
    """One for each song that can be heard."""
    return rows_of(page).get_by_role("button", name=re.compile("^(Play|Pause) "))


def description_in(page: Page) -> Locator:
    return form_of(page).get_by_label("Describe the song")


async def describe(
    page: Page, text: str = DESCRIPTION, *, seconds: int = 5, takes: int = 1
) -> None:
    """Fill the simple form; nothing is asked for yet."""
    form = form_of(page)
    await description_in(page).fill(text)
    await form.get_by_role("slider", name="Duration").fill(str(seconds))
    name = "1 take" if takes == 1 else f"{takes} takes"
    await form.get_by_role("radio", name=name).click()


async def press_create(page: Page) -> None:
    await form_of(page).get_by_role("button", name=re.compile("^Create")).click()


async def has_credits(page: Page, count: int) -> None:
    """So many can be spent: the frame tells it without a reload."""
    words = re.compile(rf"(?<!\d){count} credits?\s*(ready to spend|and \d+ on hold)")
    await expect(frame_of(page)).to_contain_text(words, timeout=20_000)
