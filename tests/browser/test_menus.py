"""Menus by key and by pointer: they are fetched at first, and open then as they do later."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import Person
from tests.browser.player import player_of, sounds
from tests.browser.songs import TOP
from tests.browser.studio import play_buttons


@pytest.fixture
async def library(open_page: OpenPage, listener: Person) -> Page:
    page = await open_page(person=listener)
    await page.goto("/library")
    await expect(play_buttons(page)).to_have_count(2)
    return page


@pytest.mark.parametrize("key", ["Enter", "Space", "ArrowDown"])
async def test_a_key_opens_a_menu_at_its_first_item(library: Page, key: str) -> None:
    button = library.get_by_role("button", name=f"More for {TOP}")
    items = library.get_by_role("menuitem")
    for _ in ("the first time", "later"):
        await button.focus()
        await library.keyboard.press(key)
        await expect(items.first).to_be_focused()
        await library.keyboard.press("ArrowDown")
        await expect(items.nth(1)).to_be_focused()
        await library.keyboard.press("Escape")
        await expect(button).to_be_focused()


async def test_a_key_opens_the_speeds_at_the_first(library: Page) -> None:
    await play_buttons(library).first.click()
    await sounds(library)
    await player_of(library).get_by_role("button", name=re.compile("speed$")).focus()

    await library.keyboard.press("Enter")

    await expect(library.get_by_role("menuitemradio").first).to_be_focused()


async def test_a_pointer_opens_a_menu_with_no_item_chosen(library: Page) -> None:
    for _ in ("the first time", "later"):
        await library.get_by_role("button", name=f"More for {TOP}").click()
        await expect(library.get_by_role("menu")).to_be_focused()
        await library.keyboard.press("Escape")
        await expect(library.get_by_role("menu")).to_be_hidden()
