"""The app comes from the gateway, whole, under a strict policy, and a link shows a song."""

from html import escape
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.boxes import scrolls_sideways
from tests.browser.complaints import Complaints
from tests.browser.conftest import OpenPage


@pytest.mark.parametrize("path", ["/", "/no/such/page"])
async def test_the_app_draws_itself_and_nothing_complains(
    page: Page, complaints: Complaints, path: str
) -> None:
    answer = await page.goto(path)
    await page.locator("#root > *").first.wait_for(state="attached")

    assert answer is not None
    assert answer.status == 200
    assert await page.title()
    assert complaints.unexpected() == []


async def test_a_script_in_a_page_does_not_run(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("Content Security Policy")
    await page.goto("/")

    await page.evaluate(
        "() => { const it = document.createElement('script');"
        " it.textContent = 'window.ran = true'; document.head.append(it) }"
    )

    assert await page.evaluate("window.ran") is None
    assert complaints.unexpected() == []


async def test_a_link_to_a_song_tells_what_it_is(
    page: Page, published: dict[str, Any]
) -> None:
    answer = await page.request.get(f"/s/{published['id']}")
    text = await answer.text()
    cover = await page.request.get(f"/api/songs/{published['id']}/cover")
    sound = await page.request.get(f"/api/songs/{published['id']}/audio.mp3")

    title = f'<meta property="og:title" content="{escape(published["title"])}">'
    assert answer.status == 200
    assert title in text
    assert (await cover.body()).startswith(b"\x89PNG")
    assert len(await sound.body()) > 50_000


async def test_a_pages_script_may_read_a_part_of_a_song(
    signed_in: Page, published: dict[str, Any]
) -> None:
    await signed_in.goto("/")

    part = await signed_in.evaluate(
        "async id => {"
        " const { url } = await (await fetch(`/api/songs/${id}/audio`)).json();"
        " const answer = await fetch(url, { headers: { Range: 'bytes=0-99' } });"
        " return { size: (await answer.arrayBuffer()).byteLength,"
        "   range: answer.headers.get('content-range') } }",
        published["id"],
    )

    assert part["size"] == 100
    assert part["range"].startswith("bytes 0-99/")


async def test_the_narrowest_page_does_not_scroll_sideways(open_page: OpenPage) -> None:
    page = await open_page(width=320, height=640, is_phone=True)
    await page.goto("/")
    await page.locator("#root > *").first.wait_for(state="attached")

    assert not await scrolls_sideways(page)


async def test_the_form_works_on_a_page_that_came_by_plain_http(
    signed_in: Page,
) -> None:
    """As from another machine at home: browsers keep some of their ways for https."""
    await signed_in.add_init_script("delete Crypto.prototype.randomUUID")
    await signed_in.goto("/create?mode=custom")

    await signed_in.get_by_role("textbox", name="Verse").fill("The tide is slow")

    assert await signed_in.evaluate("crypto.randomUUID") is None
    await expect(
        signed_in.get_by_role("button", name="Create", exact=False)
    ).to_be_visible()
