"""In the middle of everything the API dies, refuses, or forgets who is there: no text is lost."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.complaints import Complaints
from tests.browser.people import Person, client_of, fill_sign_in
from tests.browser.player import goes_on, is_paused, player_of, sounds
from tests.browser.songs import cancel_all, ready_song
from tests.browser.studio import (
    describe,
    description_in,
    form_of,
    frame_of,
    play_buttons,
    press_create,
    rows_of,
)
from tests.canaries import STACK_PASSWORD
from tests.e2e.asking import DESCRIPTION, ask_for
from tests.e2e.stack import RunningStack

WORDS = "a march for the night in which the lighthouse keeper sleeps"
_BACK_MS = 60_000


@pytest.fixture
async def listening(signed_in: Page, mara: Person, stack: RunningStack) -> Page:
    """The studio of somebody who hears a song while they write."""
    async with client_of(mara, stack.url) as client:
        await ready_song(client, title="Long Pier", audio_duration=45)
    await signed_in.goto("/create")
    await play_buttons(signed_in).click()
    await sounds(signed_in)
    await describe(signed_in, WORDS)
    return signed_in


@pytest.mark.timeout(180)
async def test_the_gateway_dies_while_music_plays_and_somebody_writes(
    listening: Page, stack: RunningStack, complaints: Complaints
) -> None:
    complaints.expect("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE")
    complaints.expect("ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_SOCKET_NOT_CONNECTED")
    complaints.expect("status of 50[0234]")
    page = listening

    stack.kill("gateway")
    await press_create(page)

    banner = page.get_by_text("The server is out of reach.")
    await expect(banner).to_be_visible()
    await expect(form_of(page).get_by_role("alert")).to_contain_text(
        "What you wrote is kept"
    )
    await expect(description_in(page)).to_have_value(WORDS)
    await goes_on(page)
    # Its code was not fetched as yet: it comes when the gateway is back, and nothing goes.
    await frame_of(page).get_by_role("link", name="Library").click()
    await expect(page).to_have_url(re.compile("/library$"), timeout=_BACK_MS)
    await expect(banner).to_be_hidden(timeout=_BACK_MS)
    await expect(play_buttons(page)).to_have_count(1)
    await goes_on(page)
    await page.go_back()
    await expect(description_in(page)).to_have_value(WORDS)
    await goes_on(page)
    await press_create(page)
    await expect(rows_of(page)).to_have_count(2)
    await expect(player_of(page)).to_contain_text("Long Pier")


async def test_without_a_network_the_list_stays_and_the_text_too(
    listening: Page, complaints: Complaints
) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page = listening

    await page.context.set_offline(True)
    await press_create(page)

    await expect(page.get_by_text("You are offline.")).to_be_visible()
    await expect(rows_of(page)).to_have_count(1)
    await expect(description_in(page)).to_have_value(WORDS)
    assert not await is_paused(page)
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Try now").click()
    await expect(page.get_by_text("You are offline.")).to_be_hidden()
    await press_create(page)
    await expect(rows_of(page)).to_have_count(2)


async def test_too_many_songs_at_once_are_refused_with_their_number(
    signed_in: Page, mara: Person, stack: RunningStack, complaints: Complaints
) -> None:
    complaints.expect("status of 429 .*/api/songs$")
    async with client_of(mara, stack.url) as client:
        for _ in range(2):
            await ask_for(client, {**DESCRIPTION, "audio_duration": 240, "takes": 4})
        await signed_in.goto("/create")
        await expect(rows_of(signed_in)).to_have_count(8)
        await describe(signed_in, WORDS, takes=4)

        await press_create(signed_in)

        messages = signed_in.get_by_role("region", name="Messages")
        await expect(messages.get_by_role("alert")).to_contain_text(
            "Eight songs are in progress; four more would be over ten."
        )
        await expect(description_in(signed_in)).to_have_value(WORDS)
        await expect(rows_of(signed_in)).to_have_count(8)
        await form_of(signed_in).get_by_role("radio", name="1 take").click()
        await press_create(signed_in)
        await expect(rows_of(signed_in)).to_have_count(9)
        await cancel_all(client)


async def test_a_session_that_ended_elsewhere_costs_no_text(
    listening: Page, mara: Person, stack: RunningStack, complaints: Complaints
) -> None:
    complaints.expect("status of 401")
    page = listening
    async with client_of(mara, stack.url) as client:
        sessions = (await client.get("/api/auth/sessions")).raise_for_status().json()
        for session in sessions["items"]:
            if not session["current"]:
                path = f"/api/auth/sessions/{session['id']}"
                (await client.delete(path)).raise_for_status()

    await description_in(page).press_sequentially(", once more")
    await press_create(page)

    dialog = page.get_by_role("dialog", name="Sign in to go on")
    await expect(dialog).to_be_visible()
    assert not await is_paused(page)
    password = dialog.get_by_label(f"Password for {mara.email}")
    await password.fill("not this one, at all")
    await dialog.get_by_role("button", name="Sign in", exact=True).click()
    await expect(dialog.get_by_role("alert")).to_contain_text("do not match")
    await password.fill(STACK_PASSWORD)
    await dialog.get_by_role("button", name="Sign in", exact=True).click()
    await expect(dialog).to_be_hidden()
    await expect(description_in(page)).to_have_value(f"{WORDS}, once more")
    await goes_on(page)
    await press_create(page)
    await expect(rows_of(page)).to_have_count(2)


async def test_what_is_written_before_signing_in_is_there_after_it(
    page: Page, mara: Person, complaints: Complaints
) -> None:
    # The list is asked for before it is known that nobody is there.
    complaints.expect("status of 401 .*/api/songs$")
    await page.goto("/create")
    await describe(page, WORDS)
    await press_create(page)

    await fill_sign_in(page, mara)

    await expect(description_in(page)).to_have_value(WORDS)
    await press_create(page)
    await expect(rows_of(page)).to_have_count(1)
