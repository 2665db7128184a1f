"""axe finds nothing at any address and in nothing that opens, in both themes, wide and narrow."""

import pytest
from playwright.async_api import Page

from tests.browser.axe import COLOURS, violations
from tests.browser.complaints import Complaints
from tests.browser.conftest import OpenPage
from tests.browser.openings import ANYWHERE, ON_PHONES, ON_WIDE_SCREENS, Opening, Stage
from tests.browser.people import Person
from tests.browser.places import places, visit
from tests.browser.regular import Regular
from tests.e2e.stack import RunningStack

WIDE, NARROW = 1440, 360


@pytest.fixture(autouse=True)
def refusals(complaints: Complaints) -> None:
    """What the addresses without a song, and some of the dialogs, bring about."""
    complaints.expect(r"status of (400|401|402|403|404|422)")
    # axe copies the wave's style, which has a nonce, into an element without one.
    complaints.expect("Applying inline style violates")


async def stumbling_blocks(page: Page) -> list[str]:
    """As it is now, in the dark theme whole, in the light one its colours."""
    await page.emulate_media(color_scheme="dark")
    found = await violations(page)
    await page.emulate_media(color_scheme="light")
    return found + [f"light: {one}" for one in await violations(page, COLOURS)]


@pytest.mark.parametrize("who", ["nobody", "newcomer", "regular"])
async def test_no_address_stops_anybody(
    open_page: OpenPage, regular: Regular, mara: Person, who: str
) -> None:
    person = {"newcomer": mara, "regular": regular.person}.get(who)
    page = await open_page(person=person)
    # A colour on its way to another one would be measured in between.
    await page.emulate_media(reduced_motion="reduce")

    found = {}
    for name, path in places(who, regular).items():
        await visit(page, path)
        for width in (WIDE, NARROW):
            await page.set_viewport_size({"width": width, "height": 900})
            found[name, width] = await stumbling_blocks(page)

    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("width", "openings"),
    [(WIDE, ANYWHERE | ON_WIDE_SCREENS), (NARROW, ANYWHERE | ON_PHONES)],
    ids=["wide", "narrow"],
)
async def test_nothing_that_opens_stops_anybody(
    open_page: OpenPage,
    regular: Regular,
    stack: RunningStack,
    width: int,
    openings: dict[str, Opening],
) -> None:
    page = await open_page(person=regular.person, width=width)
    await page.emulate_media(reduced_motion="reduce")
    stage = Stage(page=page, regular=regular, stack=stack)

    found = {}
    for name, open_it in sorted(
        openings.items(), key=lambda item: item[0] == "sign in again"
    ):
        await open_it(stage)
        found[name] = await stumbling_blocks(page)

    assert {where: what for where, what in found.items() if what} == {}
