"""What opens over a page: dialogs, menus, panels, the full player; and how to open each."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.async_api import Locator, Page, expect

from tests.browser.places import visit
from tests.browser.regular import Regular, let_proofs_lapse

if TYPE_CHECKING:
    from tests.e2e.stack import RunningStack


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A page of a regular's, and what an opening may need besides."""

    page: Page
    regular: Regular
    stack: "RunningStack"

    async def press(self, name: str, *, within: Locator | None = None) -> None:
        place = within or self.page.get_by_role("main")
        pattern = re.compile(f"^{name}")
        await place.get_by_role("button", name=pattern).first.click()

    async def shows_dialog(self, name: str) -> None:
        dialog = self.page.get_by_role("dialog", name=name)
        await expect(dialog).to_be_visible()


Opening = Callable[[Stage], Awaitable[None]]


async def play(stage: Stage) -> None:
    await visit(stage.page, f"/songs/{stage.regular.published}")
    await stage.press("Play")
    player = stage.page.get_by_role("region", name="Player", exact=True)
    await expect(player).to_contain_text("Lamps Along the Quay")


async def short_of_credits(stage: Stage) -> None:
    await visit(stage.page, "/create?mode=simple")
    await stage.page.get_by_label("Describe the song").fill("a waltz on the pier")
    await stage.page.get_by_role("radio", name="4 takes").click()
    await stage.page.get_by_role("button", name=re.compile("^Create")).click()
    await stage.shows_dialog("Three credits short")


async def wrong_form(stage: Stage) -> None:
    await visit(stage.page, "/create?mode=custom")
    await stage.page.get_by_role("button", name=re.compile("^Create")).click()
    await expect(stage.page.locator("[aria-invalid=true]").first).to_be_focused()


async def described_form(stage: Stage) -> None:
    await visit(stage.page, "/create?mode=custom")
    await stage.page.get_by_role("radio", name="Describe", exact=True).click()
    await expect(stage.page.get_by_label("What they are about")).to_be_visible()
    await stage.page.get_by_text("Advanced").click()


async def song_menu(stage: Stage, title: str = "Counting Pennies") -> None:
    await visit(stage.page, "/library")
    await stage.press(f"More for {title}")
    await expect(stage.page.get_by_role("menu")).to_be_visible()


async def rename(stage: Stage) -> None:
    await song_menu(stage)
    await stage.page.get_by_role("menuitem", name="Rename…").click()
    await stage.shows_dialog("Rename the song")


async def regenerate(stage: Stage) -> None:
    await visit(stage.page, f"/songs/{stage.regular.own}")
    await stage.press("Regenerate")
    await stage.shows_dialog("Regenerate")


async def share(stage: Stage) -> None:
    await visit(stage.page, f"/songs/{stage.regular.own}")
    await stage.press("Share")
    await expect(stage.page.get_by_role("dialog")).to_be_visible()


async def erase(stage: Stage) -> None:
    await visit(stage.page, "/settings")
    await stage.press("Erase…")
    await stage.shows_dialog("Erase the account?")


async def new_key(stage: Stage) -> None:
    await visit(stage.page, "/settings")
    await stage.press("New key")
    await stage.shows_dialog("New API key")


async def proof(stage: Stage) -> None:
    await visit(stage.page, "/settings")
    let_proofs_lapse(stage.stack, stage.regular.person)
    await stage.press("New key")
    dialog = stage.page.get_by_role("dialog", name="New API key")
    await dialog.get_by_label("Name").fill("Night script")
    await stage.press("Make the key", within=dialog)
    await stage.shows_dialog("Is it still you?")


async def sign_in_again(stage: Stage) -> None:
    await song_menu(stage)
    await stage.page.context.clear_cookies()
    await stage.page.get_by_role("menuitem", name="Publish").click()
    await stage.shows_dialog("Sign in to go on")


async def keys(stage: Stage) -> None:
    await visit(stage.page, "/library")
    await stage.page.locator("main").focus()
    await stage.page.keyboard.press("?")
    await stage.shows_dialog("Keyboard")


async def undo(stage: Stage) -> None:
    await song_menu(stage, "A rather long title")
    await stage.page.get_by_role("menuitem", name="Delete").click()
    undoing = stage.page.get_by_role("button", name="Undo")
    # While it has focus it stays.
    await undoing.focus()


async def play_queue(stage: Stage) -> None:
    await play(stage)
    await stage.press(
        "Play queue", within=stage.page.get_by_label("Player", exact=True)
    )
    await expect(stage.page.get_by_role("list", name="Play queue")).to_be_visible()


async def lyrics(stage: Stage) -> None:
    await play(stage)
    await stage.press("Lyrics", within=stage.page.get_by_label("Player", exact=True))
    await expect(stage.page.get_by_role("complementary")).to_contain_text("Chorus")


async def full_player(stage: Stage) -> None:
    # The same address once more is a reload: it would leave the player open.
    await visit(stage.page, "/create")
    await play(stage)
    await stage.press("Open the player", within=stage.page.locator("body"))
    await expect(stage.page.get_by_role("dialog")).to_be_visible()


async def full_player_lyrics(stage: Stage) -> None:
    await full_player(stage)
    await stage.press("Lyrics", within=stage.page.get_by_role("dialog"))


async def full_player_queue(stage: Stage) -> None:
    await full_player(stage)
    await stage.press("Play queue", within=stage.page.get_by_role("dialog"))


ANYWHERE: dict[str, Opening] = {
    "402": short_of_credits,
    "a form with a mistake": wrong_form,
    "described lyrics": described_form,
    "menu of a song": song_menu,
    "rename": rename,
    "regenerate": regenerate,
    "share": share,
    "erase": erase,
    "new key": new_key,
    "proof": proof,
    "keys": keys,
    "undo": undo,
    "playing": play,
    "sign in again": sign_in_again,
}
ON_WIDE_SCREENS: dict[str, Opening] = {"play queue": play_queue, "lyrics": lyrics}
ON_PHONES: dict[str, Opening] = {
    "full player": full_player,
    "full player, lyrics": full_player_lyrics,
    "full player, queue": full_player_queue,
}
