"""A newcomer signs up, asks for a song, watches it being made, and hears it everywhere."""

import re
from uuid import uuid4

from playwright.async_api import Page, expect

from tests.browser.player import (
    goes_on,
    is_paused,
    loudness,
    player_of,
    position,
    seek_in,
    sounds,
)
from tests.browser.studio import (
    READY_MS,
    describe,
    frame_of,
    has_credits,
    play_buttons,
    press_create,
    rows_of,
)
from tests.canaries import STACK_PASSWORD

SECONDS = 90
# Stages pass by within moments: what a screen reader is told of them is written down.
_WRITE_DOWN = """
() => {
  window.progress = []
  const look = () => {
    for (const list of document.querySelectorAll("ol[aria-label^='Progress']"))
      if (window.progress.at(-1) !== list.ariaLabel) window.progress.push(list.ariaLabel)
  }
  new MutationObserver(look).observe(document.body,
    { subtree: true, childList: true, attributes: true })
}
"""


async def signs_up(page: Page) -> None:
    await page.goto("/sign-up")
    await page.get_by_label("Name").fill("Nadia")
    await page.get_by_label("E-mail").fill(f"{uuid4().hex}@example.org")
    await page.get_by_label("Password", exact=True).fill(STACK_PASSWORD)
    await page.get_by_role("button", name="Make an account").click()


async def test_a_newcomer_makes_a_song_and_hears_it(page: Page) -> None:
    await signs_up(page)
    await expect(page).to_have_url(re.compile("/create$"))
    await expect(
        page.get_by_text("Welcome, Nadia. 10 credits are yours.")
    ).to_be_visible()
    await has_credits(page, 10)

    await page.evaluate(_WRITE_DOWN)
    await describe(page, seconds=SECONDS)
    await press_create(page)

    await expect(rows_of(page)).to_have_count(1, timeout=2_000)
    await expect(rows_of(page).get_by_role("button", name="Cancel")).to_be_visible()
    await expect(play_buttons(page)).to_have_count(1, timeout=READY_MS)
    await has_credits(page, 9)
    # Gone if the page had been loaded anew.
    progress: list[str] = await page.evaluate("window.progress")
    stages = [words.removeprefix("Progress: ").split(",")[0] for words in progress]
    order = [
        stage for stage in ("writing", "composing", "finishing") if stage in stages
    ]
    assert "composing" in order
    assert list(dict.fromkeys(stages)) == order
    assert any(
        re.search(r"composing, step \d+ of \d+$", words) for words in progress
    ), progress

    await play_buttons(page).click()
    await sounds(page, beyond=0.2)
    assert await loudness(page) > 0.005
    await seeks(page)
    await plays_through_navigation(page)


async def seeks(page: Page) -> None:
    """Each place is read at once: playing would come to a later one by itself."""
    await seek_in(page).fill("20")
    assert 20 <= await position(page) < 22
    await seek_in(page).fill("5")
    assert 5 <= await position(page) < 7
    box = await seek_in(page).bounding_box()
    assert box is not None
    await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert SECONDS / 2 - 1 < await position(page) < SECONDS / 2 + 2
    await seek_in(page).press("ArrowLeft")
    assert SECONDS / 2 - 6 < await position(page) < SECONDS / 2 - 3
    await seek_in(page).fill("1")
    await goes_on(page)


async def plays_through_navigation(page: Page) -> None:
    element = await page.locator("audio").element_handle()
    title = (await rows_of(page).get_by_role("link").inner_text()).strip()
    for name, address in (("Home", "/"), ("Library", "/library")):
        await (
            frame_of(page)
            .get_by_role("link", name=name, exact=name == "Home")
            .first.click()
        )
        await expect(page).to_have_url(re.compile(f"{address}$"))
        assert not await is_paused(page)
        await goes_on(page)
    await player_of(page).get_by_role("link", name=title).first.click()
    await expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    await goes_on(page)
    assert await page.evaluate(
        "before => before === document.querySelector('audio')", element
    )
