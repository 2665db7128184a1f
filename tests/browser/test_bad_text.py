"""Whatever is written or pasted is kept as it is, and shown as text."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.async_api import Locator, Page, Request, expect

from tests.browser.people import Person, client_of
from tests.browser.player import player_of, sounds
from tests.browser.songs import publish, ready_song
from tests.browser.studio import (
    READY_MS,
    description_in,
    form_of,
    play_buttons,
    press_create,
    songs_of,
)
from tests.canaries import STACK_WORD
from tests.e2e.stack import RunningStack

LONG = ("The tide goes out, the tide comes in. " * 300)[:10_000]
MARKUP = '<img src=x onerror="window.ran=1"><b>Bold & "loud"</b>'
FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
HEBREW = "\u05d4\u05d9\u05dd \u05e9\u05e7\u05d8 \u05d4\u05dc\u05d9\u05dc\u05d4"
ARABIC = "\u0627\u0644\u0628\u062d\u0631 \u0647\u0627\u062f\u0626"
LYRICS = (
    f"[verse]\n{HEBREW}\n{FAMILY} \N{MUSICAL NOTE}\n\n[chorus]\n{ARABIC}\n{STACK_WORD}"
)


async def paste(field: Locator, text: str) -> None:
    """From the clipboard, as a person does."""
    page = field.page
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.evaluate("text => navigator.clipboard.writeText(text)", text)
    await field.focus()
    await page.keyboard.press("Control+V")


def asked_for(page: Page) -> list[Request]:
    """Requests for songs, as they are sent."""
    sent: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/songs"):
            sent.append(request)

    page.on("request", note)
    return sent


async def test_ten_thousand_pasted_characters_are_all_kept_and_none_is_sent(
    signed_in: Page,
) -> None:
    sent = asked_for(signed_in)
    await signed_in.goto("/create")
    field = description_in(signed_in)

    await paste(field, LONG)

    told = form_of(signed_in).get_by_role("alert")
    await expect(told).to_have_text(
        "8,000 characters over the limit of 2,000. Nothing was cut."
    )
    await expect(field).to_have_value(LONG)
    await press_create(signed_in)
    await expect(field).to_be_focused()
    await signed_in.reload()
    await expect(description_in(signed_in)).to_have_value(LONG)
    assert sent == []


async def test_whole_lyrics_that_are_too_long_are_all_kept_section_by_section(
    signed_in: Page,
) -> None:
    sent = asked_for(signed_in)
    await signed_in.goto("/create")
    form = form_of(signed_in)
    await form.get_by_role("radio", name="Custom").click()

    await paste(
        form.get_by_role("textbox", name="Verse, lyrics"),
        f"[intro]\n{LONG}\n[outro]\n{LONG}",
    )

    await expect(form.get_by_role("textbox", name="Intro, lyrics")).to_have_value(
        LONG.strip()
    )
    await expect(form.get_by_role("textbox", name="Outro, lyrics")).to_have_value(
        LONG.strip()
    )
    told = form.get_by_role("alert").first
    await expect(told).to_have_text(
        re.compile(r"^15,0\d\d characters over the limit of 5,000\. Nothing was cut\.$")
    )
    await press_create(signed_in)
    assert sent == []


async def test_right_to_left_lyrics_with_emoji_are_sung_and_read_as_written(
    signed_in: Page,
) -> None:
    page = signed_in
    await page.goto("/create")
    form = form_of(page)
    await form.get_by_role("radio", name="Custom").click()
    await paste(form.get_by_role("textbox", name="Verse, lyrics"), LYRICS)
    await form.get_by_role("textbox", name="Style").fill("folk")
    await form.get_by_role("textbox", name="Title").fill(f"{HEBREW} {FAMILY}")
    await form.get_by_role("slider", name="Duration").fill("10")
    await form.get_by_role("radio", name="1 take").click()
    await press_create(page)

    await expect(play_buttons(page)).to_have_count(1, timeout=READY_MS)
    title = songs_of(page).get_by_role("link", name=f"{HEBREW} {FAMILY}")
    await expect(title).to_have_css("direction", "rtl")
    await title.click()
    aside = page.get_by_role("complementary", name="Song")
    for text, direction in (
        (f"{HEBREW}\n{FAMILY} \N{MUSICAL NOTE}", "rtl"),
        (ARABIC, "rtl"),
    ):
        lines = aside.get_by_role("paragraph").filter(has_text=text.split("\n")[0])
        await expect(lines).to_contain_text(text, use_inner_text=True)
        await expect(lines).to_have_css("direction", direction)


@pytest.fixture
async def marked_up(mara: Person, stack: RunningStack) -> dict[str, Any]:
    """A published song that is markup all over."""
    async with client_of(mara, stack.url) as client:
        song = await ready_song(
            client,
            title=MARKUP,
            lyrics=f"[verse]\n{MARKUP}\n[<script>window.ran=1</script>]\n{MARKUP}",
            prompt=f"folk, {MARKUP}",
            audio_duration=10,
        )
        await client.patch("/api/auth/me", json={"name": MARKUP})
        return await publish(client, song)


async def test_markup_in_a_title_is_only_ever_text(
    signed_in: Page, marked_up: dict[str, Any], stack: RunningStack
) -> None:
    page = signed_in
    song, owner = marked_up["id"], marked_up["owner"]["id"]
    places = (
        *(f"/songs/{song}", f"/s/{song}", f"/library?song={song}"),
        *(f"/create?from={song}", f"/?q={quote(MARKUP)}", f"/users/{owner}"),
    )
    for place in places:
        await page.goto(place)
        await expect(page.get_by_text(MARKUP).first).to_be_visible()
        await expect(page.locator("[src='x']")).to_have_count(0)

    await page.goto(f"/songs/{song}")
    await expect(page).to_have_title(re.compile(re.escape(MARKUP)))
    await (
        page.get_by_role("main").get_by_role("button", name="Play", exact=True).click()
    )
    await sounds(page)
    for panel in ("Lyrics", "Play queue"):
        await player_of(page).get_by_role("button", name=panel, exact=True).click()
        await expect(page.get_by_role("complementary")).to_contain_text(MARKUP)
    await expect(page.locator("[src='x'], b:text-is('Bold & \"loud\"')")).to_have_count(
        0
    )
    assert await page.evaluate("window.ran") is None
