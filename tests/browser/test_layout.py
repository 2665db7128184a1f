"""Boxes are where and as large as they should be: axe sees none of this."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.boxes import scrolls_sideways, troubles
from tests.browser.complaints import Complaints
from tests.browser.conftest import OpenPage
from tests.browser.openings import ANYWHERE, ON_PHONES, Stage, play
from tests.browser.people import Person
from tests.browser.places import places, visit
from tests.browser.regular import Regular
from tests.e2e.stack import RunningStack

USUAL_TEXT, LARGE_TEXT = 16, 32
"""What a person has set in their browser, in pixels."""
NARROWEST = [(320, USUAL_TEXT), (640, LARGE_TEXT)]
_BENEATH = """
() => {
  const e = document.activeElement
  if (!e || e === document.body || e.closest(".dock")) return null
  // A strip of chips may cut one off at its side; the rest of it is there.
  const box = e.getBoundingClientRect(), x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2
  const seen = [box.top + 3, (box.top + box.bottom) / 2, box.bottom - 3].every((y) => {
    const top = document.elementFromPoint(x, y)
    return top && (e.contains(top) || top.contains(e) && !top.matches(".dock, .songs-head"))
  })
  return seen ? null : `${e.getAttribute("aria-label") ?? e.innerText}: ${JSON.stringify(box)}`
}
"""


@pytest.fixture(autouse=True)
def refusals(complaints: Complaints) -> None:
    """What the addresses without a song, and some of the dialogs, bring about."""
    complaints.expect(r"status of (400|401|402|403|404|422)")


async def set_text(page: Page, pixels: int) -> None:
    """As the browser's own settings do: media queries follow."""
    devtools = await page.context.new_cdp_session(page)
    sizes = {"standard": pixels, "fixed": pixels}
    await devtools.send("Page.setFontSizes", {"fontSizes": sizes})


async def out_of_reach(page: Page) -> list[str]:
    found = []
    for theme in ("dark", "light"):
        await page.emulate_media(color_scheme=theme)
        found += [f"{one.name}: {one.why}" for one in await troubles(page)]
        if await scrolls_sideways(page):
            found.append("scrolls sideways")
    return found


@pytest.mark.parametrize(("width", "text"), NARROWEST)
@pytest.mark.parametrize("who", ["nobody", "newcomer", "regular"])
async def test_every_control_can_be_reached_on_the_narrowest_page(
    open_page: OpenPage, regular: Regular, mara: Person, who: str, width: int, text: int
) -> None:
    person = {"newcomer": mara, "regular": regular.person}.get(who)
    page = await open_page(person=person, width=width, height=720)
    await set_text(page, text)

    found = {}
    for name, path in places(who, regular).items():
        await visit(page, path)
        found[name] = await out_of_reach(page)

    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize(("width", "text"), NARROWEST)
async def test_every_control_of_what_opens_can_be_reached(
    open_page: OpenPage, regular: Regular, stack: RunningStack, width: int, text: int
) -> None:
    page = await open_page(person=regular.person, width=width, height=720)
    await set_text(page, text)
    await page.emulate_media(reduced_motion="reduce")
    stage = Stage(page=page, regular=regular, stack=stack)

    found = {}
    for name, open_it in (ON_PHONES | ANYWHERE).items():
        await open_it(stage)
        found[name] = await out_of_reach(page)

    assert {where: what for where, what in found.items() if what} == {}


async def box(place: Locator) -> Mapping[str, Any]:
    await expect(place).to_be_visible()
    found = await place.bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("width", "nav", "create"),
    [
        (640, 72, None),
        (768, 72, None),
        (1024, 72, 360),
        (1280, 200, 360),
        (1440, 200, 360),
        (1920, 200, 360),
    ],
)
async def test_the_studio_has_its_columns(
    open_page: OpenPage, regular: Regular, width: int, nav: int, create: int | None
) -> None:
    page = await open_page(person=regular.person, width=width)
    await visit(page, f"/create?song={regular.own}&tab=songs")
    songs = page.get_by_role("region", name="Your songs")
    form = page.get_by_role("region", name="Create a song")
    if width < 1440:
        sheet = page.get_by_role("dialog", name="Counting Pennies")
        assert (await box(sheet))["width"] == 360
        await sheet.get_by_role("button", name="Close").click()
    else:
        assert (await box(page.get_by_role("complementary", name="Song")))[
            "width"
        ] == 360

    assert (await box(page.locator("nav.nav")))["width"] == nav
    assert (await box(page.get_by_role("region", name="Player", exact=True)))[
        "height"
    ] == 84
    assert (await box(songs))["width"] >= 400
    assert not await scrolls_sideways(page)
    if create is None:
        await expect(form).to_be_hidden()
        await page.get_by_role("radio", name="Create", exact=True).click()
        await expect(songs).to_be_hidden()
    else:
        assert (await box(form))["width"] == create


@pytest.mark.parametrize("width", [320, 639])
async def test_a_phone_has_one_column_over_a_small_player_and_four_tabs(
    open_page: OpenPage, regular: Regular, width: int
) -> None:
    page = await open_page(
        person=regular.person, width=width, height=720, is_phone=True
    )
    await visit(page, "/create")
    tabs = page.get_by_role("navigation", name="Main, small screens")
    player = page.get_by_role("region", name="Player", exact=True)

    assert (await box(tabs))["height"] == 56
    assert (await box(tabs))["y"] + 56 == 720
    assert (await box(player))["height"] == 64
    assert (await box(player))["y"] + 64 == 720 - 56
    assert (await box(page.get_by_role("main")))["width"] == width
    await expect(page.locator("nav.nav")).to_be_hidden()
    await expect(tabs.get_by_role("link")).to_have_count(4)


@pytest.mark.parametrize(("width", "height"), [(1280, 520), (360, 640)])
async def test_focus_is_never_hidden(
    open_page: OpenPage, regular: Regular, stack: RunningStack, width: int, height: int
) -> None:
    page = await open_page(person=regular.person, width=width, height=height)
    await play(Stage(page=page, regular=regular, stack=stack))
    for path in ("/library", "/settings", "/create?mode=custom"):
        await visit(page, path)
        for key, times in (("Tab", 60), ("Shift+Tab", 20)):
            for _ in range(times):
                await page.keyboard.press(key)
                assert await page.evaluate(_BENEATH) is None, path
