"""Presigned addresses of songs' files, given again while most of their life is left."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Annotated, Final, NamedTuple, cast

from fastapi import Depends, Request

from shared.models.base import utc_now
from shared.storage import ObjectStorage

LINK_LIFE: Final = timedelta(minutes=15)
_LEAST_LEFT: Final = timedelta(minutes=10)
_MOST_KEPT: Final = 10_000
"""Half a kilobyte each."""


class Link(NamedTuple):
    url: str
    expires_at: datetime


class Links:
    """Made on this machine, without a request.

    Signing one takes a third of a millisecond, twenty of them a third of a whole page. An
    address that stays the same is also one that a browser need not fetch again.
    """

    def __init__(self, storage: ObjectStorage) -> None:
        self._storage = storage
        self._kept: OrderedDict[tuple[str, str | None], Link] = OrderedDict()

    def to(self, key: str, *, download_name: str | None = None) -> Link:
        """Good for ten to fifteen minutes."""
        wanted, now = (key, download_name), utc_now()
        kept = self._kept.get(wanted)
        if kept is None or kept.expires_at - now < _LEAST_LEFT:
            url = self._storage.presigned_url(
                key,
                expires_in=int(LINK_LIFE.total_seconds()),
                download_name=download_name,
            )
            kept = self._kept[wanted] = Link(url, now + LINK_LIFE)
        self._kept.move_to_end(wanted)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return kept


async def get_links(request: Request) -> Links:
    return cast(Links, request.state.links)


LinksDep = Annotated[Links, Depends(get_links)]
