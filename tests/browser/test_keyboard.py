"""A run by keyboard alone: written, asked for, found, played and stopped without a mouse."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import Person
from tests.browser.player import is_paused, player_of, position, seek_in, sounds
from tests.browser.songs import BELOW, TOP
from tests.browser.studio import (
    DESCRIPTION,
    READY_MS,
    description_in,
    form_of,
    play_buttons,
)


@pytest.fixture
async def library(open_page: OpenPage, listener: Person) -> Page:
    page = await open_page(person=listener)
    await page.goto("/library")
    await expect(play_buttons(page)).to_have_count(2)
    return page


async def tabs_to(page: Page, goal: Locator, *, within: int = 40) -> None:
    """By Tab alone, as far as it takes."""
    for _ in range(within):
        if await goal.evaluate("element => element === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Not reached by {within} times Tab: {goal}")


def now_playing(page: Page) -> Locator:
    return player_of(page).locator(".player-title")


async def test_a_song_is_made_and_heard_without_a_mouse(signed_in: Page) -> None:
    page = signed_in
    await page.goto("/library")
    await expect(
        page.get_by_role("heading", name="Your songs", exact=True)
    ).to_be_visible()
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(
        page.get_by_role("searchbox", name="Search your songs")
    ).to_be_focused()
    await page.keyboard.press("Tab")

    await page.keyboard.press("n")
    await expect(page).to_have_url(re.compile("/create$"))
    await tabs_to(page, description_in(page))
    await page.keyboard.type(DESCRIPTION)
    duration = form_of(page).get_by_role("slider", name="Duration")
    await tabs_to(page, duration)
    await page.keyboard.press("Home")
    await tabs_to(page, form_of(page).get_by_role("radio", name="2 takes"))
    await page.keyboard.press("ArrowLeft")
    await expect(form_of(page).get_by_role("radio", name="1 take")).to_be_checked()
    await description_in(page).focus()
    await page.keyboard.press("Control+Enter")

    await expect(play_buttons(page)).to_have_count(1, timeout=READY_MS)
    await page.keyboard.press("Escape")
    await description_in(page).blur()
    await page.keyboard.press("/")
    await expect(
        page.get_by_role("searchbox", name="Search your songs")
    ).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("p")
    await sounds(page)


async def test_one_moves_in_the_list_and_plays_by_keys(library: Page) -> None:
    page = library
    await page.keyboard.press("/")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("link", name=TOP, exact=True)).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("link", name=BELOW, exact=True)).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("p")
    await sounds(page)
    await expect(now_playing(page)).to_have_text(TOP)

    await page.keyboard.press("Space")
    assert await is_paused(page)
    await page.keyboard.press("Space")
    await sounds(page)
    await page.keyboard.press("k")
    await expect(now_playing(page)).to_have_text(BELOW)
    await page.keyboard.press("j")
    await expect(now_playing(page)).to_have_text(TOP)
    await page.keyboard.press("m")
    assert await page.locator("audio").evaluate("audio => audio.muted")
    await page.keyboard.press("m")
    assert not await page.locator("audio").evaluate("audio => audio.muted")
    await sounds(page)
    await page.keyboard.press("Shift+ArrowRight")
    assert 15 <= await position(page) < 18
    await page.keyboard.press("ArrowLeft")
    assert 10 <= await position(page) < 13


async def test_the_keys_are_named_and_rest_while_they_are(library: Page) -> None:
    page = library
    await play_buttons(page).first.focus()
    await page.keyboard.press("Enter")
    await sounds(page)

    await page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard")
    await expect(sheet).to_be_visible()
    await page.keyboard.press("k")
    await page.keyboard.press("m")
    await page.keyboard.press("Escape")

    await expect(sheet).to_be_hidden()
    await expect(now_playing(page)).to_have_text(TOP)
    assert not await page.locator("audio").evaluate("audio => audio.muted")


async def test_keys_typed_in_a_field_are_only_text(library: Page) -> None:
    page = library
    await play_buttons(page).first.click()
    await sounds(page)
    search = page.get_by_role("searchbox", name="Search your songs")

    await search.press_sequentially("k j m n ?/")

    await expect(search).to_have_value("k j m n ?/")
    await expect(page).to_have_url(re.compile("/library"))
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(now_playing(page)).to_have_text(TOP)
    assert not await is_paused(page)
    assert not await page.locator("audio").evaluate("audio => audio.muted")


async def test_keys_that_are_switched_off_do_nothing_until_they_are_on(
    library: Page,
) -> None:
    page = library
    await page.keyboard.press("?")
    switch = page.get_by_role("switch", name="Single-key shortcuts")
    await tabs_to(page, switch)
    await page.keyboard.press("Space")
    await page.keyboard.press("Escape")
    await page.reload()
    await play_buttons(page).first.click()
    await sounds(page)
    await page.get_by_role("heading", name="Today").click()

    for key in ("k", "m", "Space", "?", "n"):
        await page.keyboard.press(key)

    await expect(now_playing(page)).to_have_text(TOP)
    await expect(page).to_have_url(re.compile("/library"))
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert not await is_paused(page)
    # A slider's own keys are no shortcuts.
    await seek_in(page).focus()
    before = await position(page)
    await page.keyboard.press("ArrowRight")
    assert await position(page) > before + 4
    await page.goto("/settings")
    await page.get_by_role("switch", name="Single-key shortcuts").click()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()


async def test_the_player_tells_a_screen_reader_where_it_is(library: Page) -> None:
    await play_buttons(library).first.click()
    await sounds(library)
    await seek_in(library).fill("12")
    told = re.compile(r"^0:1[2-4] of 0:30$")
    await expect(seek_in(library)).to_have_attribute("aria-valuetext", told)
    await expect(
        library.get_by_role("status").filter(has_text=f"Playing {TOP} by Lena")
    ).to_have_count(1)
