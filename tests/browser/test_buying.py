"""Too few credits: said with numbers, bought at the stand-in for the shop, and nothing is lost."""

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.browser.complaints import Complaints
from tests.browser.people import Person, client_of
from tests.browser.songs import cancel_all, in_progress
from tests.browser.studio import (
    describe,
    description_in,
    has_credits,
    press_create,
    rows_of,
)
from tests.e2e.asking import DESCRIPTION, ask_for
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

WORDS = "a waltz for an accordion that was left on the pier"
PROMISED = 9
MOST_AT_ONCE = 10


@pytest.fixture
async def spender(
    signed_in: Page, mara: Person, stack: RunningStack
) -> AsyncIterator[Page]:
    """The studio of somebody who has promised all of their ten credits but one."""
    async with client_of(mara, stack.url) as client:
        for takes in (4, 4, 1):
            await ask_for(client, {**DESCRIPTION, "audio_duration": 5, "takes": takes})

        async def has_room() -> bool:
            return await in_progress(client) <= MOST_AT_ONCE - 2

        await until_true(has_room, what="two more are allowed", within_seconds=60)
        await signed_in.goto("/create")
        await expect(rows_of(signed_in)).to_have_count(PROMISED)
        yield signed_in
        await cancel_all(client)


@pytest.fixture(autouse=True)
def refusals_and_the_shop(complaints: Complaints, stack: RunningStack) -> None:
    """What these tests bring about."""
    complaints.expect("status of 402 .*/api/songs$")
    complaints.expect(rf"^foreign: http://localhost:{stack.ports()['polar']} ")


async def test_credits_are_bought_on_the_way_and_the_text_is_still_there(
    spender: Page, stack: RunningStack
) -> None:
    await describe(spender, WORDS, takes=2)
    await press_create(spender)
    dialog = spender.get_by_role("dialog", name="One credit short")
    await expect(dialog).to_contain_text("Two takes cost 2 credits.")
    await expect(dialog.get_by_role("definition")).to_have_text(["2", "1"])

    await dialog.get_by_role("button", name="Get credits").click()
    await expect(spender).to_have_url(re.compile("/credits$"))
    packs = spender.get_by_role("region", name="Packs").get_by_role(
        "button", name="Buy"
    )
    name = await packs.first.inner_text()
    bought = int(re.findall(r"\d+", name)[0])
    await packs.first.click()
    await spender.wait_for_url(re.compile("/checkout/"))
    assert urlsplit(spender.url).port == stack.ports()["polar"]
    await spender.get_by_role("button", name=re.compile("^Pay ")).click()

    await expect(spender).to_have_url(re.compile(r"/billing\?checkout_id="))
    arrived = spender.get_by_role("heading", name=f"{bought} credits have arrived")
    await expect(arrived).to_be_visible(timeout=30_000)
    await has_credits(spender, bought + 1)
    await spender.get_by_role("button", name="Back to where you were").click()
    await expect(spender).to_have_url(re.compile("/create$"))
    await expect(description_in(spender)).to_have_value(WORDS)
    await press_create(spender)
    await expect(rows_of(spender)).to_have_count(PROMISED + 2)


async def test_fewer_takes_are_offered_and_made(spender: Page) -> None:
    await describe(spender, WORDS, takes=2)
    await press_create(spender)

    dialog = spender.get_by_role("dialog", name="One credit short")
    await dialog.get_by_role("button", name="Make one take").click()

    await expect(rows_of(spender)).to_have_count(PROMISED + 1)
    await expect(description_in(spender)).to_have_value(WORDS)
    await expect(dialog).to_be_hidden()
    await has_credits(spender, 0)


async def test_without_a_credit_there_is_one_way_on(spender: Page) -> None:
    await describe(spender, WORDS)
    await press_create(spender)
    await expect(rows_of(spender)).to_have_count(PROMISED + 1)
    await describe(spender, f"{WORDS}, once more")

    await press_create(spender)

    dialog = spender.get_by_role("dialog", name="One credit short")
    await expect(dialog.get_by_role("definition")).to_have_text(["1", "0"])
    await dialog.get_by_role("button", name="Not now").click()
    await expect(description_in(spender)).to_have_value(f"{WORDS}, once more")
    await expect(rows_of(spender)).to_have_count(PROMISED + 1)
