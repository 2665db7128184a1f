"""What a person hears: the app's one audio element, asked directly."""

from playwright.async_api import Locator, Page

from tests.e2e.waiting import until_true

_SOUNDS_WITHIN_SECONDS = 15.0
_LOUDNESS = """
async (audio) => {
  const answer = await fetch(audio.currentSrc)
  const context = new OfflineAudioContext(1, 1, 44100)
  const sound = await context.decodeAudioData(await answer.arrayBuffer())
  const samples = sound.getChannelData(0)
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0)
  return Math.sqrt(power / samples.length)
}
"""


def player_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Player", exact=True)


def seek_in(page: Page) -> Locator:
    return player_of(page).get_by_role("slider", name="Seek")


async def position(page: Page) -> float:
    """Seconds, by the element's own clock."""
    seconds: float = await page.locator("audio").evaluate("audio => audio.currentTime")
    return seconds


async def is_paused(page: Page) -> bool:
    paused: bool = await page.locator("audio").evaluate("audio => audio.paused")
    return paused


async def loudness(page: Page) -> float:
    """The root mean square of what the element plays, decoded by the browser."""
    power: float = await page.locator("audio").evaluate(_LOUDNESS)
    return power


async def sounds(page: Page, *, beyond: float = 0.0) -> None:
    """Return once it plays past this second, and fail when it does not go on."""

    async def is_so() -> bool:
        return await position(page) > beyond and not await is_paused(page)

    await until_true(
        is_so,
        what=f"it plays beyond {beyond:g} s",
        within_seconds=_SOUNDS_WITHIN_SECONDS,
    )


async def goes_on(page: Page) -> None:
    """Time advances from here."""
    await sounds(page, beyond=await position(page) + 0.2)
