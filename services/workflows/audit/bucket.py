"""The bucket's list, a song at a time."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from services.workflows.audit.outages import CannotAsk, asking_the_bucket
from shared.contracts import object_keys
from shared.storage import ListedObject


class Listing(Protocol):
    """All that is asked of a storage here."""

    def list_prefix(self, prefix: str) -> Iterator[Sequence[ListedObject]]: ...


@dataclass(kw_only=True, slots=True)
class StoredSong:
    """What lies below a song's prefix; or, without a song, what nobody could have stored."""

    song_id: UUID | None
    objects: dict[str, ListedObject] = field(default_factory=dict)


async def all_stored(storage: Listing) -> AsyncIterator[StoredSong]:
    """All there is, songs by their ids: a list comes sorted by key."""
    async for stored in _grouped(_listed(storage, object_keys.ROOT)):
        yield stored


async def stored_below(
    storage: Listing, prefixes: Iterable[str]
) -> AsyncIterator[StoredSong]:
    """What lies below these prefixes, which are sorted."""
    for prefix in prefixes:
        async for stored in _grouped(_listed(storage, prefix)):
            yield stored


async def is_stored(storage: Listing, key: str) -> bool:
    """Of all keys that begin like one, it comes first."""
    page = await _next(storage.list_prefix(key))
    return page is not None and [each.key for each in page[:1]] == [key]


async def _grouped(listed: AsyncIterator[ListedObject]) -> AsyncIterator[StoredSong]:
    current: StoredSong | None = None
    async for each in listed:
        song_id = object_keys.song_of(each.key)
        if song_id is None:
            yield StoredSong(song_id=None, objects={each.key: each})
            continue
        if current is None or current.song_id != song_id:
            if current is not None:
                yield current
                _require_order(current.song_id, song_id)
            current = StoredSong(song_id=song_id)
        current.objects[each.key] = each
    if current is not None:
        yield current


async def _listed(storage: Listing, prefix: str) -> AsyncIterator[ListedObject]:
    pages = storage.list_prefix(prefix)
    while (page := await _next(pages)) is not None:
        for each in page:
            yield each


async def _next(
    pages: Iterator[Sequence[ListedObject]],
) -> Sequence[ListedObject] | None:
    with asking_the_bucket():
        return await asyncio.to_thread(next, pages, None)


def _require_order(before: UUID | None, after: UUID) -> None:
    """Else songs would be missed: they are compared with the database side by side."""
    if before is not None and after < before:
        raise CannotAsk(
            "The bucket",
            why="its list is not sorted by key",
            remedy="use a general purpose bucket.",
        )
