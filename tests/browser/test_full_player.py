"""The player that fills a phone's screen: a step that Back takes back, and nothing more."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import Person
from tests.browser.player import goes_on, sounds
from tests.browser.songs import TOP
from tests.browser.studio import play_buttons
from tests.e2e.waiting import until_true

LIBRARY = re.compile("/library$")


@pytest.fixture
async def phone(open_page: OpenPage, listener: Person) -> Page:
    """A song sounds in the library, which was reached from Home; its list is scrolled."""
    page = await open_page(person=listener, width=390, height=400, is_phone=True)
    await page.goto("/")
    await page.goto("/library")
    await play_buttons(page).first.click()
    await sounds(page)
    await page.evaluate("scrollTo(0, 40)")
    return page


def full_player(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Now playing")


async def open_it(page: Page) -> None:
    await page.get_by_role("button", name="Open the player").click()
    await expect(full_player(page)).to_contain_text(TOP)


async def is_over_the_library(page: Page) -> None:
    await expect(page).to_have_url(LIBRARY)

    async def is_scrolled() -> bool:
        down: bool = await page.evaluate("scrollY > 0")
        return down

    await until_true(is_scrolled, what="it is where it was left", within_seconds=5)


async def is_closed_over_the_library(page: Page) -> None:
    await expect(full_player(page)).to_be_hidden()
    await is_over_the_library(page)


async def leads_back_home(page: Page) -> None:
    """No entry was left between the library and what was before it."""
    await page.go_back()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Home")


async def test_back_closes_it_and_leaves_the_page_below(phone: Page) -> None:
    await open_it(phone)
    await is_over_the_library(phone)

    await phone.go_back()

    await is_closed_over_the_library(phone)
    await expect(phone.get_by_role("button", name="Open the player")).to_be_focused()
    await goes_on(phone)
    await phone.go_forward()
    await expect(full_player(phone)).to_contain_text(TOP)


async def test_closing_it_leaves_no_step_behind(phone: Page) -> None:
    await open_it(phone)
    # Twice in a moment, as an impatient thumb does.
    await (
        full_player(phone)
        .get_by_role("button", name="Close the player")
        .evaluate("button => { button.click(); button.click() }")
    )
    await is_closed_over_the_library(phone)

    await open_it(phone)
    await phone.keyboard.press("Escape")
    await is_closed_over_the_library(phone)

    await leads_back_home(phone)


async def test_it_is_there_after_a_reload_and_closes_as_ever(phone: Page) -> None:
    await open_it(phone)

    await phone.reload()

    await expect(full_player(phone)).to_contain_text(TOP)
    await full_player(phone).get_by_role("button", name="Close the player").click()
    await is_closed_over_the_library(phone)
    await leads_back_home(phone)


async def test_it_closes_when_its_queue_is_cleared(phone: Page) -> None:
    await open_it(phone)
    await full_player(phone).get_by_role("button", name="Play queue").click()

    await phone.get_by_role("button", name="Clear the queue").click()

    await is_closed_over_the_library(phone)
    await leads_back_home(phone)


async def test_a_page_it_leads_to_takes_its_place(
    phone: Page, listener: Person
) -> None:
    heading = phone.get_by_role("heading", level=1)
    await open_it(phone)
    await full_player(phone).get_by_role("link", name=listener.name).click()
    await expect(heading).to_have_text(listener.name)
    await expect(heading).to_be_focused()
    await expect(full_player(phone)).to_be_hidden()
    await phone.go_back()
    await is_closed_over_the_library(phone)

    for _ in ("from the library", "from the song's own page"):
        await open_it(phone)
        await full_player(phone).get_by_role("button", name="More").click()
        await phone.get_by_role("menuitem", name="Open the song").click()
        await expect(heading).to_have_text(TOP)
        await expect(full_player(phone)).to_be_hidden()
    await phone.go_back()
    await is_closed_over_the_library(phone)
    await leads_back_home(phone)
