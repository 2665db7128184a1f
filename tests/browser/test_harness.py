"""What the browser tests lean on sees what it should: else they would all pass in vain."""

import pytest
from playwright.async_api import Page

from tests.browser.axe import violations
from tests.browser.boxes import scrolls_sideways, troubles
from tests.browser.complaints import Complaints

CLIPPED = """
<div style="width: 200px; overflow: hidden; white-space: nowrap; height: 60px">
  <button style="width: 150px; height: 40px">Seen</button><button
    style="width: 90px; height: 40px">Cut</button>
</div>
"""
BESIDE = '<button style="position: absolute; left: -30px; height: 40px">Beside</button>'
SMALL = (
    '<button aria-label="Small" style="width: 20px; height: 30px; padding: 0"></button>'
)
IN_ORDER = """
<p>Read <a href="#terms">the terms</a> first.</p>
<label style="display: block; height: 30px">
  <input type="checkbox" style="position: absolute; width: 1px; height: 1px"> Agree
</label>
<div style="width: 200px; overflow-x: auto; white-space: nowrap; height: 60px">
  <button style="width: 400px; height: 40px">In a strip</button>
</div>
<div inert><button style="width: 5px; height: 5px"></button></div>
<button hidden>Away</button>
"""


@pytest.mark.parametrize(
    ("markup", "name", "why"),
    [
        (CLIPPED, "Cut", "clipped"),
        (BESIDE, "Beside", "clipped"),
        (SMALL, "Small", "small"),
    ],
)
async def test_a_control_that_cannot_be_hit_is_named(
    page: Page, markup: str, name: str, why: str
) -> None:
    await page.set_content(markup)

    [found] = await troubles(page)

    assert found.name == name
    assert why in found.why


async def test_controls_that_can_be_reached_are_no_trouble(page: Page) -> None:
    await page.set_content(IN_ORDER)

    assert await troubles(page) == []


async def test_a_page_that_is_too_wide_is_seen(page: Page) -> None:
    await page.set_content('<div style="width: 3000px">wide</div>')

    assert await scrolls_sideways(page)


async def test_axe_sees_a_button_without_a_name(page: Page) -> None:
    await page.set_content("<main><h1>A page</h1><button></button></main>")

    assert any(found.startswith("button-name") for found in await violations(page))


async def test_errors_and_foreign_requests_are_complaints(
    page: Page, complaints: Complaints
) -> None:
    await page.goto("/")
    await page.evaluate("console.error('it broke')")
    async with page.expect_event("pageerror"):
        await page.evaluate("setTimeout(() => { throw new Error('uncaught one') })")
    async with page.expect_event("requestfailed"):
        await page.evaluate("new Image().src = 'http://127.0.0.1:9/picture?secret'")

    seen = " | ".join(complaints.unexpected())
    complaints.expect("it broke|uncaught one|127.0.0.1:9|Content Security Policy")

    assert "console: it broke" in seen
    assert "uncaught one" in seen
    assert "foreign: http://127.0.0.1:9 was asked for /picture" in seen
    assert "secret" not in seen
    assert complaints.unexpected() == []
