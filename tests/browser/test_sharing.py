"""A song is given away: others hear and like it, until its owner takes it back."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.complaints import Complaints
from tests.browser.conftest import OpenPage
from tests.browser.people import Person, client_of, fill_sign_in, new_person
from tests.browser.player import loudness, sounds
from tests.browser.songs import publish, ready_song
from tests.e2e.stack import RunningStack


@pytest.fixture
async def own_song(stack: RunningStack, mara: Person) -> AsyncIterator[dict[str, Any]]:
    """One of mara's that nobody else has seen."""
    async with client_of(mara, stack.url) as client:
        yield await ready_song(client, title=f"Ferry {uuid4().hex[:8]}")


def likes_on(page: Page) -> Locator:
    return page.get_by_role("main").get_by_text("Likes:").locator("..")


async def test_a_published_song_is_heard_by_nobody_in_particular_and_liked_by_another(
    signed_in: Page, open_page: OpenPage, own_song: dict[str, Any], stack: RunningStack
) -> None:
    await signed_in.goto(f"/songs/{own_song['id']}")
    await signed_in.get_by_role("switch", name="Published").click()
    await expect(signed_in.get_by_text("Everybody can hear it")).to_be_visible()

    nobody = await open_page(width=390, height=844, is_phone=True)
    await nobody.goto(f"/s/{own_song['id']}")
    await nobody.get_by_role("main").get_by_role("button", name="Play").tap()
    await sounds(nobody)
    assert await loudness(nobody) > 0.005

    other = await open_page(person=await new_person(stack.url, name="Otto"))
    await other.goto(f"/s/{own_song['id']}")
    await expect(likes_on(other)).to_have_text("Likes: 0")
    # It is shown at once; a page that is left before it is kept takes it along.
    async with other.expect_response("**/like"):
        await other.get_by_role("main").get_by_role("button", name="Like").click()
    await expect(likes_on(other)).to_have_text("Likes: 1")
    await other.reload()
    await expect(
        other.get_by_role("main").get_by_role("button", name="Liked")
    ).to_be_visible()
    await signed_in.reload()
    await expect(likes_on(signed_in)).to_have_text("Likes: 1")


async def test_who_is_not_signed_in_comes_back_to_the_song_they_wanted_to_like(
    page: Page, published: dict[str, Any], mara: Person, stack: RunningStack
) -> None:
    await page.goto(f"/s/{published['id']}")
    await page.get_by_role("main").get_by_role("button", name="Like").click()

    await fill_sign_in(page, mara)

    await expect(page).to_have_url(f"{stack.url}/s/{published['id']}")
    await expect(
        page.get_by_role("heading", level=1, name=published["title"])
    ).to_be_visible()


async def test_a_song_taken_back_is_found_by_nobody(
    signed_in: Page,
    page: Page,
    own_song: dict[str, Any],
    mara: Person,
    stack: RunningStack,
    complaints: Complaints,
) -> None:
    async with client_of(mara, stack.url) as client:
        await publish(client, own_song)
    await page.goto(f"/s/{own_song['id']}")
    await expect(
        page.get_by_role("heading", level=1, name=own_song["title"])
    ).to_be_visible()

    await signed_in.goto(f"/songs/{own_song['id']}")
    await signed_in.get_by_role("switch", name="Published").click()
    await expect(signed_in.get_by_text("Only you can hear it")).to_be_visible()

    complaints.expect("status of 404")
    await page.reload()
    await expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
    for path in ("", "/audio", "/cover"):
        answer = await page.request.get(f"/api/songs/{own_song['id']}{path}")
        assert answer.status == 404
    await signed_in.reload()
    await expect(
        signed_in.get_by_role("heading", level=1, name=own_song["title"])
    ).to_be_visible()


async def test_the_owner_is_asked_before_sharing_publishes(
    signed_in: Page, own_song: dict[str, Any]
) -> None:
    await signed_in.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await signed_in.goto(f"/songs/{own_song['id']}")
    share = signed_in.get_by_role("main").get_by_role("button", name="Share")
    await share.click()
    await signed_in.get_by_role("dialog").get_by_role("button", name="Not now").click()
    assert not await signed_in.get_by_role("switch", name="Published").is_checked()

    await share.click()
    await signed_in.get_by_role("button", name="Publish and share").click()

    await expect(signed_in.get_by_text("Link copied")).to_be_visible()
    copied = await signed_in.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/s/{own_song['id']}")
    await expect(signed_in.get_by_role("switch", name="Published")).to_be_checked()
