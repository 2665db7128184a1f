"""The picture that Home is about: as the feed last had it, for the next visit to ask early."""

from collections.abc import Sequence
from typing import Annotated, Final, cast, get_args
from uuid import UUID

from fastapi import Depends, Request

from services.gateway.covers.thumbnails import Width
from shared.models.song import Song
from shared.models.song_object import COVER

HOME: Final = "/"
# As the app's ``Cover`` says: the browser must choose the same file.
_SIZES: Final = "13rem"


class Front:
    """Asks nobody: a page must not wait for a database, and a stale guess costs 20 kB."""

    def __init__(self) -> None:
        self._song_id: UUID | None = None

    def note(self, songs: Sequence[Song]) -> None:
        """The feed as a visit of Home shows it, first song first."""
        first = songs[0] if songs else None
        has_cover = first is not None and first.object_named(COVER) is not None
        self._song_id = first.id if first is not None and has_cover else None

    def forget(self, song_id: UUID) -> None:
        """A song that may not be there for all any more; the next feed notes another."""
        if self._song_id == song_id:
            self._song_id = None

    def tags(self, address: str) -> list[str]:
        """Markup for the head of the page at this path; with a query it is another page."""
        if address != HOME or self._song_id is None:
            return []
        at = f"/api/songs/{self._song_id}/cover?width="
        files = ", ".join(f"{at}{width} {width}w" for width in get_args(Width))
        return [
            '<link rel="preload" as="image" fetchpriority="high"'
            f' imagesizes="{_SIZES}" imagesrcset="{files}">'
        ]


async def get_front(request: Request) -> Front:
    return cast(Front, request.state.front)


FrontDep = Annotated[Front, Depends(get_front)]
