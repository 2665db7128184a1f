"""What a person has told their system about colours and motion is heeded, from the first paint."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.openings import Stage, play_queue
from tests.browser.places import visit
from tests.browser.regular import Regular
from tests.e2e.stack import RunningStack

_RING = """
(e) => {
  const style = getComputedStyle(e)
  return [style.outlineStyle, style.outlineWidth, style.outlineColor,
    style.borderTopStyle, style.borderTopWidth, style.borderTopColor].join(" ")
}
"""
# Called when the body is there, which is before anything can be painted.
_NOTE_FIRST_THEME = """
new MutationObserver((_, observer) => {
  if (!document.body) return
  window.firstTheme = document.documentElement.dataset.theme ?? "none"
  observer.disconnect()
}).observe(document, { subtree: true, childList: true })
"""
_MOVING = "document.getAnimations().map((each) => each.animationName ?? String(each))"


async def rings(place: Locator) -> set[str]:
    """How each of these is drawn around."""
    return {await one.evaluate(_RING) for one in await place.all()}


@pytest.mark.parametrize(
    ("path", "width", "chosen", "others"),
    [
        ("/library", 1440, ".chip[aria-pressed=true]", ".chip[aria-pressed=false]"),
        (
            "/create",
            1440,
            ".segment[aria-checked=true]",
            ".segment[aria-checked=false]",
        ),
        ("/", 1440, ".chip[aria-current=page]", ".chip:not([aria-current])"),
        ("/library", 1440, ".nav-item[aria-current]", ".nav-item:not([aria-current])"),
        ("/library", 360, ".tab-bar [aria-current]", ".tab-bar a:not([aria-current])"),
    ],
)
async def test_what_is_chosen_has_a_ring_where_colours_are_the_systems(
    open_page: OpenPage,
    regular: Regular,
    path: str,
    width: int,
    chosen: str,
    others: str,
) -> None:
    page = await open_page(person=regular.person, width=width)
    await page.emulate_media(forced_colors="active")
    await visit(page, path)

    [ring, *more] = await rings(page.locator(chosen))

    assert not more
    assert "solid 2px" in ring
    assert ring not in await rings(page.locator(others))


@pytest.mark.parametrize(
    "chosen", [".chip[aria-pressed=true]", ".nav-item[aria-current]"]
)
async def test_focus_on_what_is_chosen_is_seen_where_colours_are_the_systems(
    open_page: OpenPage, regular: Regular, chosen: str
) -> None:
    page = await open_page(person=regular.person)
    await page.emulate_media(forced_colors="active")
    await visit(page, "/library")
    place = page.locator(chosen)
    before = await rings(place)

    await page.keyboard.press("Tab")
    await place.focus()

    assert await rings(place) != before


async def test_nothing_moves_for_who_wants_no_motion(
    open_page: OpenPage, regular: Regular, stack: RunningStack
) -> None:
    page = await open_page(person=regular.person)
    await page.emulate_media(forced_colors="active", reduced_motion="reduce")
    await play_queue(Stage(page=page, regular=regular, stack=stack))
    await expect(page.locator(".bars").first).to_be_visible()

    assert await page.evaluate(_MOVING) == []

    for path in ("/", "/library", "/create", "/jobs", "/credits"):
        await page.goto(path)
        await expect(page.get_by_role("heading", level=1)).to_be_attached()
        assert await page.evaluate(_MOVING) == []


async def test_a_saved_theme_is_there_before_the_first_paint(page: Page) -> None:
    await visit(page, "/")
    await page.get_by_role("button", name="Switch to the light theme").click()
    await page.add_init_script(_NOTE_FIRST_THEME)

    await page.reload()

    assert await page.evaluate("window.firstTheme") == "light"
    await expect(
        page.get_by_role("button", name="Switch to the dark theme")
    ).to_be_visible()


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_without_a_choice_the_systems_theme_is_shown(
    open_page: OpenPage, theme: Any
) -> None:
    page = await open_page(theme=theme)
    await visit(page, "/")

    canvas = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (
        canvas
        == {"dark": "oklch(0.16 0.01 280)", "light": "oklch(0.967 0.006 80)"}[theme]
    )
