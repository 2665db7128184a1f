"""What is seen of a page before its code has come, and how the code takes over."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.complaints import Complaints
from tests.browser.conftest import OpenPage
from tests.browser.regular import Regular

_WIDTHS = pytest.mark.parametrize("width", [360, 1440])
_PAGES = pytest.mark.parametrize(
    ("path", "seen"),
    [("/", "Press play on a song"), ("/create", "Describe the song")],
)


async def without_code(page: Page, path: str) -> None:
    async def lose(route: Route) -> None:
        await route.abort()

    await page.route("**/assets/*.js", lose)
    await page.goto(path)


@_WIDTHS
@_PAGES
async def test_a_page_is_seen_before_its_code_comes(
    open_page: OpenPage, complaints: Complaints, path: str, seen: str, width: int
) -> None:
    complaints.expect("net::ERR_FAILED")
    page = await open_page(width=width)

    await without_code(page, path)

    shown = page.locator(".early:visible")
    await expect(shown.get_by_text(seen).first).to_be_visible()
    await expect(page.locator("main:visible")).to_have_count(1)
    # What is typed or pressed there would be lost.
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement === document.body")


@_WIDTHS
@pytest.mark.parametrize("path", ["/", "/create"])
async def test_the_app_takes_its_place(
    open_page: OpenPage, regular: Regular, path: str, width: int
) -> None:
    page = await open_page(person=regular.person, width=width)

    await page.goto(path)

    await expect(page.locator(".early")).to_have_count(0)
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("path", ["/", "/create"])
async def test_what_was_asked_early_is_not_asked_again(
    open_page: OpenPage, regular: Regular, path: str
) -> None:
    page = await open_page(width=1440)
    asked: Counter[str] = Counter()
    page.on("request", lambda request: asked.update([_place(request.url)]))

    await page.goto(path, wait_until="networkidle")
    hinted = await page.eval_on_selector_all(
        "link[rel$=preload]:not([as=image])", "all => all.map((it) => it.href)"
    )

    assert hinted
    assert {place: asked[place] for place in map(_place, hinted)} == dict.fromkeys(
        map(_place, hinted), 1
    )


def _place(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


async def test_the_first_picture_is_asked_for_with_the_page(
    open_page: OpenPage, regular: Regular
) -> None:
    await (await open_page()).goto("/", wait_until="networkidle")
    page = await open_page(width=360)
    pictures: list[str] = []
    page.on("request", lambda request: pictures.append(_place(request.url)))

    await page.goto("/", wait_until="networkidle")
    shown = _place(await page.locator(".feature img").evaluate("(it) => it.currentSrc"))

    assert await page.locator("link[rel=preload][as=image]").count() == 1
    assert pictures.count(shown) == 1
    # The categories are asked for by the code: the picture did not wait for it.
    assert pictures.index(shown) < pictures.index("/api/categories?")
