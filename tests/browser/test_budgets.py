"""What the first load costs, and that nothing jumps while it comes in."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.budget import weigh
from tests.browser.conftest import OpenPage
from tests.browser.regular import Regular

MOST_SCRIPT, MOST_STYLE = 200_000, 20_000
"""Bytes, packed as they travel."""
MOST_SHIFT = 0.05
_WATCH_SHIFTS = """
window.shifts = []
new PerformanceObserver((list) => shifts.push(...list.getEntries()
  .filter((shift) => !shift.hadRecentInput)
  .map((shift) => ({ by: shift.value, what: shift.sources.map(({ node }) =>
    node?.outerHTML?.slice(0, 100) ?? node?.data ?? "gone") }))))
  .observe({ type: "layout-shift", buffered: true })
"""
_TWO_FRAMES = (
    "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
)
_PICTURES = """
() => [...document.images].every((image) => image.complete || image.loading === "lazy")
"""


@pytest.mark.parametrize("path", ["/", "/create"])
async def test_the_first_load_is_light(
    open_page: OpenPage, regular: Regular, path: str
) -> None:
    weight = await weigh(await open_page(), path)

    assert 0 < weight["script"] <= MOST_SCRIPT
    assert 0 < weight["stylesheet"] <= MOST_STYLE
    assert weight["font files"] == 1


async def hold(page: Page, addresses: str) -> asyncio.Event:
    """Keep the questions back until this is set: the page is seen without the answers."""
    let_go = asyncio.Event()

    async def keep(route: Route) -> None:
        await let_go.wait()
        await route.continue_()

    await page.route(addresses, keep)
    return let_go


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    ("path", "addresses", "arrived"),
    [
        ("/", "**/api/feed*", ".feature"),
        ("/library", "**/api/songs?*", "[data-song-row]"),
        ("/songs/{own}", "**/api/songs/*", ".song-actions"),
        ("/credits", "**/api/credits*", ".ledger"),
    ],
)
async def test_nothing_jumps_when_what_was_waited_for_arrives(
    open_page: OpenPage,
    regular: Regular,
    width: int,
    path: str,
    addresses: str,
    arrived: str,
) -> None:
    page = await open_page(person=regular.person, width=width)
    await page.add_init_script(_WATCH_SHIFTS)
    let_go = await hold(page, addresses)

    await page.goto(path.format(own=regular.own))
    await expect(page.get_by_role("heading", level=1)).to_be_attached()
    await expect(page.locator(".skeleton").first).to_be_attached()
    await page.evaluate(_TWO_FRAMES)
    let_go.set()
    await page.locator(arrived).first.wait_for()
    await page.wait_for_function(_PICTURES)
    await page.evaluate("() => document.fonts.ready.then(() => true)")
    await page.evaluate(_TWO_FRAMES)

    shifts = await page.evaluate("window.shifts")
    assert sum(shift["by"] for shift in shifts) <= MOST_SHIFT, shifts
