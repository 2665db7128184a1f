"""The picture that Home is about: as the feed last had it, for the next visit to ask early."""

from collections.abc import Sequence
from typing import Annotated, Final, cast
from uuid import UUID

from fastapi import Depends, Request

HOME: Final = "/"
# As the app's ``Cover`` says: the browser must choose the same file.
_SIZES: Final = "13rem"


class Front:
    """Asks nobody: a page must not wait for a database, and a stale guess costs 20 kB."""

    def __init__(self, widths: Sequence[int]) -> None:
        """``widths``: the sizes in which a cover can be had."""
        self._widths = widths
        self._song_id: UUID | None = None

    def note(self, song_id: UUID | None) -> None:
        """The feed's first song as a visit of Home shows it, if that has a cover."""
        self._song_id = song_id

    def forget(self, song_id: UUID) -> None:
        """A song that may not be there for all any more; the next feed notes another."""
        if self._song_id == song_id:
            self._song_id = None

    def tags(self, address: str) -> list[str]:
        """Markup for the head of the page at this path; with a query it is another page."""
        if address != HOME or self._song_id is None:
            return []
        at = f"/api/songs/{self._song_id}/cover?width="
        files = ", ".join(f"{at}{width} {width}w" for width in self._widths)
        return [
            '<link rel="preload" as="image" fetchpriority="high"'
            f' imagesizes="{_SIZES}" imagesrcset="{files}">'
        ]


async def get_front(request: Request) -> Front:
    return cast(Front, request.state.front)


FrontDep = Annotated[Front, Depends(get_front)]
