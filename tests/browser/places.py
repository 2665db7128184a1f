"""Every address of the app, as nobody, a newcomer and a regular find it."""

from collections.abc import Mapping
from uuid import UUID

from playwright.async_api import Page

from tests.browser.regular import Regular

NOT_FOUND = str(UUID(int=1))
TOKEN = "#token=of-nobody"
_SETTLED = """
() => document.querySelector("h1") && document.activeElement
  && !document.querySelector(".skeleton, [aria-busy=true]")
"""


def places(who: str, regular: Regular) -> Mapping[str, str]:
    """Address by name."""
    return {
        "nobody": _OPEN | _GATE | {"shared song": f"/s/{regular.published}"},
        "newcomer": _EMPTY,
        "regular": _OWN | _of(regular),
    }[who]


async def visit(page: Page, path: str) -> None:
    """Return when all that the page waits for has come."""
    await page.goto(path)
    await page.wait_for_function(_SETTLED)


def _of(regular: Regular) -> dict[str, str]:
    songs = {
        "own": regular.own,
        "published": regular.published,
        "failed": regular.failed,
        "cancelled": regular.cancelled,
    }
    return {
        **{f"{name} song": f"/songs/{song}" for name, song in songs.items()},
        "profile": f"/users/{regular.id}",
        "studio with detail": f"/create?song={regular.published}&tab=songs",
    }


_OPEN = {
    "home": "/",
    "search": "/?q=lamps",
    "search in vain": "/?q=zzzzz",
    "newest": "/?section=newest&category=Folk",
    "simple form": "/create?mode=simple",
    "custom form": "/create?mode=custom",
    "no such page": "/no/such/page",
    "no such song": f"/songs/{NOT_FOUND}",
    "no such shared song": f"/s/{NOT_FOUND}",
    "no such person": f"/users/{NOT_FOUND}",
}
_GATE = {
    "sign in": "/sign-in",
    "sign in, refused": "/sign-in?problem=oauth_denied",
    "sign up": "/sign-up",
    "forgotten": "/forgot-password",
    "reset": f"/reset-password{TOKEN}",
    "verify": f"/verify-email{TOKEN}",
    "change e-mail": f"/change-email{TOKEN}",
}
_EMPTY = {
    "empty studio": "/create?tab=songs",
    "empty library": "/library",
    "empty queue": "/jobs",
    "first credits": "/credits",
}
_OWN = {
    "studio": "/create?mode=simple",
    "list of the studio": "/create?tab=songs",
    "library": "/library",
    "found in library": "/library?q=zzzzz",
    "queue": "/jobs",
    "credits": "/credits",
    "paid": "/billing?checkout_id=of-nobody",
    "settings": "/settings",
    "me": "/me",
}
