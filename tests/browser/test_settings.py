"""An account is looked after: named, secured, taken along and erased."""

import json
import re
import time
from collections.abc import AsyncIterator

import httpx
import pyotp
import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.complaints import Complaints
from tests.browser.conftest import OpenPage
from tests.browser.people import Person, fill_sign_in
from tests.browser.studio import frame_of
from tests.canaries import STACK_PASSWORD
from tests.e2e.stack import RunningStack

NEW_PASSWORD = f"{STACK_PASSWORD}, and another"


@pytest.fixture
async def settings(signed_in: Page) -> Page:
    await signed_in.goto("/settings")
    await expect(signed_in.get_by_role("heading", name="Settings")).to_be_visible()
    return signed_in


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


async def signs_out(page: Page) -> None:
    await page.goto("/settings")
    await page.get_by_role("button", name="Sign out").click()
    await expect(frame_of(page).get_by_role("link", name="Sign in")).to_be_visible()


async def test_a_new_name_is_shown_and_kept(settings: Page) -> None:
    profile = section(settings, "Profile")
    await profile.get_by_label("Name").fill("Mara of the Pier")
    await profile.get_by_role("button", name="Save").click()

    await expect(frame_of(settings)).to_contain_text("Mara of the Pier")
    await settings.reload()
    await expect(profile.get_by_label("Name")).to_have_value("Mara of the Pier")
    await expect(frame_of(settings)).to_contain_text("Mara of the Pier")


async def test_the_chosen_theme_is_there_from_the_first_paint(settings: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = await settings.evaluate(ground)
    await section(settings, "Appearance").get_by_role("radio", name="Light").click()
    light = await settings.evaluate(ground)
    assert light != dark
    # Known as soon as there is something to paint: the app's own code runs later.
    await settings.add_init_script(
        "new MutationObserver((_, watch) => { if (!document.body) return; watch.disconnect();"
        " window.first = document.documentElement.dataset.theme })"
        ".observe(document, { childList: true, subtree: true })"
    )

    await settings.reload()

    assert await settings.evaluate("window.first") == "light"
    await expect(settings.get_by_role("radio", name="Light")).to_be_checked()
    assert await settings.evaluate(ground) == light


async def test_a_new_password_ends_the_other_sessions(
    settings: Page, open_page: OpenPage, mara: Person, complaints: Complaints
) -> None:
    complaints.expect("status of 401")
    other = await open_page(person=mara)
    await other.goto("/library")
    await expect(other.get_by_role("heading", level=1)).to_have_text("Library")
    form = section(settings, "Password")
    await form.get_by_label("Current password").fill(STACK_PASSWORD)
    await form.get_by_label("New password").fill(NEW_PASSWORD)
    await form.get_by_role("button", name="Change the password").click()
    await expect(settings.get_by_text("Your password is changed.")).to_be_visible()

    await other.reload()
    await fill_sign_in(other, mara)
    await expect(other.get_by_text("do not match")).to_be_visible()
    await fill_sign_in(other, mara, NEW_PASSWORD)
    await expect(other.get_by_role("heading", level=1)).to_have_text("Library")
    await settings.reload()
    await expect(settings.get_by_role("heading", name="Settings")).to_be_visible()


async def test_another_session_is_ended_from_here(
    settings: Page, open_page: OpenPage, mara: Person, complaints: Complaints
) -> None:
    complaints.expect("status of 401")
    other = await open_page(person=mara)
    await settings.reload()
    listed = section(settings, "Sessions").get_by_role("listitem")
    await expect(listed.filter(has_text="this device")).to_have_count(1)

    await settings.get_by_role("button", name="End all others").click()

    await expect(listed).to_have_count(1)
    await other.goto("/library")
    await expect(other).to_have_url(re.compile("/sign-in"))


async def test_a_key_is_shown_once_and_works_until_it_is_revoked(
    settings: Page, stack: RunningStack
) -> None:
    keys = section(settings, "API keys")
    await keys.get_by_role("button", name="New key").click()
    dialog = settings.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Night script")
    await dialog.get_by_role("button", name="Make the key").click()
    secret = await dialog.get_by_text(re.compile("^mk_live_")).inner_text()
    await dialog.get_by_role("button", name="I have kept it").click()
    await expect(keys.get_by_role("listitem")).to_contain_text("Night script")
    assert secret not in await settings.content()
    await settings.reload()
    await expect(keys.get_by_role("listitem")).to_contain_text(secret[:12])
    assert secret not in await settings.content()

    program = httpx.AsyncClient(
        base_url=stack.url, headers={"Authorization": f"Bearer {secret}"}
    )
    async with program as client:
        assert (await client.get("/api/songs")).status_code == 200
        await keys.get_by_role("button", name="Revoke").click()
        await expect(keys.get_by_role("listitem")).to_have_count(0)
        assert (await client.get("/api/songs")).status_code == 401


async def test_an_authenticator_is_asked_for_at_the_next_sign_in(
    settings: Page, mara: Person, complaints: Complaints
) -> None:
    complaints.expect("status of 40[013]")
    two_step = section(settings, "Two-step sign-in")
    await two_step.get_by_role("button", name="Set it up").click()
    await expect(two_step.get_by_role("img", name="QR code")).to_be_visible()
    shown = await two_step.get_by_text(
        re.compile(r"^([A-Z2-7]{4} ?){4,}$")
    ).inner_text()
    authenticator = pyotp.TOTP(shown.replace(" ", ""))
    code = two_step.get_by_label("Code from your authenticator")
    await code.fill(authenticator.now())
    await two_step.get_by_role("button", name="Turn it on").click()
    dialog = settings.get_by_role("dialog", name="Your recovery codes")
    paper = await dialog.get_by_role("listitem").first.inner_text()
    await dialog.get_by_role("button", name="I have kept them").click()
    await expect(two_step).to_contain_text("It is on.")

    await signs_out(settings)
    await settings.goto("/sign-in")
    await fill_sign_in(settings, mara)
    await settings.get_by_label("Code from your authenticator").fill("000000")
    await settings.get_by_role("button", name="Go on").click()
    await expect(settings.get_by_role("alert")).to_be_visible()
    await settings.get_by_role("button", name="Use a recovery code").click()
    await settings.get_by_label("Recovery code").fill(paper)
    await settings.get_by_role("button", name="Go on").click()
    await expect(frame_of(settings)).to_contain_text(mara.name)
    await signs_out(settings)
    await settings.goto("/sign-in")
    await fill_sign_in(settings, mara)
    # The code of now was used up when it was set up.
    later = authenticator.at(int(time.time()), counter_offset=1)
    await settings.get_by_label("Code from your authenticator").fill(later)
    await settings.get_by_role("button", name="Go on").click()
    await expect(frame_of(settings)).to_contain_text(mara.name)


@pytest.fixture
async def fingerprint(settings: Page) -> AsyncIterator[Page]:
    """A device that says yes to every passkey: Chromium's own, for tests."""
    session = await settings.context.new_cdp_session(settings)
    await session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    await session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield settings
    await session.detach()


async def test_a_passkey_is_added_and_signs_in(fingerprint: Page, mara: Person) -> None:
    page = fingerprint
    passkeys = section(page, "Passkeys")
    await passkeys.get_by_role("button", name="Add a passkey").click()
    await expect(passkeys.get_by_role("listitem")).to_contain_text("Chrome on Linux")

    await signs_out(page)
    await page.goto("/sign-in?return_to=/library")
    await page.get_by_role("button", name="Use a passkey").click()

    await expect(page).to_have_url(re.compile("/library$"))
    await expect(frame_of(page)).to_contain_text(mara.name)
    await page.goto("/settings")
    await passkeys.get_by_role("button", name="Remove Chrome on Linux").click()
    await expect(passkeys.get_by_role("listitem")).to_have_count(0)


async def test_everything_kept_is_taken_along_as_one_file(
    settings: Page, mara: Person
) -> None:
    async with settings.expect_download() as taken:
        await (
            section(settings, "Your data").get_by_role("link", name="Download").click()
        )
    download = await taken.value
    found = json.loads((await download.path()).read_text())

    assert download.suggested_filename.endswith(".json")
    assert mara.email in json.dumps(found)


async def test_an_account_is_erased_once_its_address_is_typed(
    settings: Page, mara: Person, stack: RunningStack, complaints: Complaints
) -> None:
    complaints.expect("status of 401")
    await section(settings, "Your data").get_by_role("button", name="Erase…").click()
    dialog = settings.get_by_role("dialog", name="Erase the account?")
    erase = dialog.get_by_role("button", name="Erase", exact=True)
    await expect(erase).to_be_disabled()
    typed = dialog.get_by_label("Type your e-mail to confirm")
    await typed.fill(mara.email[:-1])
    await expect(erase).to_be_disabled()
    await typed.fill(mara.email)

    await erase.click()

    await expect(frame_of(settings).get_by_role("link", name="Sign in")).to_be_visible()
    await settings.goto("/sign-in")
    await fill_sign_in(settings, mara)
    await expect(settings.get_by_text("do not match")).to_be_visible()
