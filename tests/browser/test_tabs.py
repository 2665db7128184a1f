"""Two tabs, the back button, a reload anywhere, and a song that vanishes while it plays."""

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.complaints import Complaints
from tests.browser.conftest import OpenPage
from tests.browser.people import Person, client_of
from tests.browser.player import goes_on, is_paused, player_of, position, sounds
from tests.browser.songs import BELOW, TOP, ready_song
from tests.browser.studio import (
    describe,
    description_in,
    frame_of,
    play_buttons,
    rows_of,
)
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true


@pytest.fixture
async def two_songs(mara: Person, stack: RunningStack) -> list[dict[str, Any]]:
    """The last one made stands on top of the list."""
    async with client_of(mara, stack.url) as client:
        below = await ready_song(client, title="Second Tide")
        return [await ready_song(client, title="First Tide"), below]


@pytest.fixture
async def library(open_page: OpenPage, listener: Person) -> Page:
    page = await open_page(person=listener)
    await page.goto("/library")
    await expect(play_buttons(page)).to_have_count(2)
    return page


async def has_paused(page: Page) -> None:
    async def is_so() -> bool:
        return await is_paused(page)

    await until_true(is_so, what="it has paused", within_seconds=5)


async def test_one_tab_sounds_at_a_time(
    library: Page,
) -> None:
    other = await library.context.new_page()
    await other.goto("/library")
    await play_buttons(library).first.click()
    await sounds(library)

    await play_buttons(other).last.click()
    await sounds(other)

    await has_paused(library)
    await goes_on(other)
    await expect(play_buttons(library).first).to_have_accessible_name(f"Play {TOP}")


async def test_two_tabs_write_two_songs(signed_in: Page) -> None:
    other = await signed_in.context.new_page()
    for page, words in (
        (signed_in, "a song of the first tab"),
        (other, "of the other"),
    ):
        await page.goto("/create")
        await describe(page, words)

    for page in (signed_in, other):
        await page.reload()

    await expect(description_in(signed_in)).to_have_value("a song of the first tab")
    await expect(description_in(other)).to_have_value("of the other")
    third = await signed_in.context.new_page()
    await third.goto("/create")
    await expect(description_in(third)).to_have_value("of the other")


async def test_signing_out_in_one_tab_shows_nothing_more_in_the_other(
    library: Page, complaints: Complaints
) -> None:
    # The other may ask for something in the meantime.
    complaints.expect("status of 401")
    other = await library.context.new_page()
    await other.goto("/settings")
    await other.get_by_role("button", name="Sign out").click()
    await expect(frame_of(other).get_by_role("link", name="Sign in")).to_be_visible()

    await library.reload()

    await expect(library).to_have_url(re.compile(r"/sign-in\?return_to=%2Flibrary$"))


async def test_every_page_is_there_after_a_reload_and_back_leads_back(
    signed_in: Page,
    two_songs: list[dict[str, Any]],
    mara: Person,
    complaints: Complaints,
) -> None:
    song = two_songs[0]
    # To whom nobody knows, a song that is not published is not there.
    complaints.expect(f"status of 404 .*/s/{song['id']}$")
    places = [
        ("/", "Home"),
        ("/create", "Studio"),
        ("/library?status=ready&sort=title", "Library"),
        ("/jobs", "Queue"),
        (f"/songs/{song['id']}", "First Tide"),
        (f"/s/{song['id']}", "First Tide"),
        (f"/users/{song['owner']['id']}", mara.name),
        ("/credits", "Credits"),
        ("/settings", "Settings"),
        ("/no/such/place", "Nothing is here"),
    ]

    async def is_at(place: str, heading: str) -> None:
        await expect(signed_in).to_have_url(re.compile(f"{re.escape(place)}$"))
        await expect(signed_in.get_by_role("heading", level=1)).to_have_text(heading)

    for place, heading in places:
        await signed_in.goto(place)
        await is_at(place, heading)
        await signed_in.reload()
        await is_at(place, heading)
    for place, heading in places[-2::-1]:
        await signed_in.go_back()
        await is_at(place, heading)


async def test_back_and_reload_keep_what_was_looked_for(
    library: Page,
) -> None:
    page = library
    search = page.get_by_role("searchbox", name="Search your songs")
    await search.fill("bells")
    await expect(rows_of(page)).to_have_count(1)
    await expect(page).to_have_url(re.compile(r"\?q=bells$"))
    await page.reload()
    await expect(search).to_have_value("bells")
    await expect(rows_of(page)).to_have_count(1)
    await rows_of(page).get_by_role("link", name=BELOW).click()
    beside = page.get_by_role("complementary", name="Song")
    await expect(beside).to_contain_text(BELOW)
    await page.reload()
    await expect(beside).to_contain_text(BELOW)
    await frame_of(page).get_by_role("link", name="Queue").click()
    await expect(beside).to_be_hidden()
    await page.go_back()
    await expect(beside).to_contain_text(BELOW)
    await expect(search).to_have_value("bells")
    await expect(rows_of(page)).to_have_count(1)


async def test_after_a_reload_the_player_waits_where_it_was(
    library: Page,
) -> None:
    page = library
    await play_buttons(page).first.click()
    await sounds(page, beyond=4)

    await page.reload()

    await expect(player_of(page)).to_contain_text(TOP)
    assert await is_paused(page)
    await player_of(page).get_by_role("button", name="Play", exact=True).click()
    await sounds(page)
    # At once: from its start it would come to here as well.
    assert await position(page) >= 2


async def test_a_song_deleted_while_it_plays_gives_way_to_the_next(
    signed_in: Page,
    two_songs: list[dict[str, Any]],
    mara: Person,
    stack: RunningStack,
    complaints: Complaints,
) -> None:
    complaints.expect("status of 404")
    page = signed_in
    await page.goto("/library")
    await play_buttons(page).first.click()
    await sounds(page)

    async with client_of(mara, stack.url) as client:
        gone = await client.delete(f"/api/songs/{two_songs[0]['id']}")
        assert gone.is_success

    # What is buffered is heard to its end; then the next one follows.
    await goes_on(page)
    await player_of(page).get_by_role("slider", name="Seek").fill("10.5")
    await expect(player_of(page)).to_contain_text("Second Tide", timeout=15_000)
    await goes_on(page)
    # Back to it, it cannot be had any more: that is said, and the next one plays.
    await page.reload()
    await player_of(page).get_by_role("button", name="Previous").click()
    await expect(page.get_by_text("“First Tide” is gone")).to_be_visible()
    await expect(player_of(page)).to_contain_text("Second Tide")
    await goes_on(page)
    await expect(rows_of(page)).to_have_count(1)


async def test_a_song_deleted_by_its_listener_can_be_taken_back(
    signed_in: Page, two_songs: list[dict[str, Any]]
) -> None:
    page = signed_in
    await page.goto("/library")
    await play_buttons(page).first.click()
    await sounds(page)

    await rows_of(page).first.get_by_role("button", name="More for First Tide").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(rows_of(page)).to_have_count(1)
    await page.get_by_role("button", name="Undo").click()

    await expect(rows_of(page)).to_have_count(2)
    await goes_on(page)
    await page.reload()
    await expect(rows_of(page)).to_have_count(2)


async def test_back_closes_the_song_that_was_opened_over_the_list(
    open_page: OpenPage, listener: Person
) -> None:
    page = await open_page(person=listener, width=1100)
    await page.goto("/library")
    opened = page.get_by_role("dialog")
    row = page.locator("[data-song-row]").first

    await row.locator("[data-open]").click()
    await expect(opened).to_be_visible()
    await page.go_back()
    await expect(opened).to_be_hidden()
    await expect(page).to_have_url(re.compile(r"/library$"))

    await row.locator("[data-open]").click()
    await opened.get_by_role("button", name="Close").click()
    await expect(opened).to_be_hidden()
    await expect(page).to_have_url(re.compile(r"/library$"))
    await page.go_back()
    await expect(page).not_to_have_url(re.compile("/library"))
