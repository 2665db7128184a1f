"""I6, I7 and I8 against the bucket: each ready song has its objects, and no other has any."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.workflows.audit import object_rules
from services.workflows.audit.bucket import all_stored, is_stored, stored_below
from services.workflows.audit.look import Look
from services.workflows.audit.outages import asking_the_bucket
from services.workflows.audit.recorded import RecordedSong, recorded_songs
from services.workflows.audit.side_by_side import Pair, side_by_side
from services.workflows.audit.violations import Violation
from shared.contracts import object_keys
from shared.domain.songs import SongStatus
from shared.errors import NotFound

_TELL_EVERY: Final = 1_000


@dataclass(frozen=True, slots=True)
class StoringCheck:
    """One walk along both lists: what is held at a time is one song."""

    rules: Sequence[str] = object_rules.RULES

    async def suspects(self, look: Look) -> AsyncIterator[Violation]:
        pairs = side_by_side(
            recorded_songs(look.snapshot, only=None), all_stored(look.storage)
        )
        async for pair in pairs:
            _count(look, pair)
            async for violation in _found_in(look, pair):
                yield violation

    async def confirmed(
        self, look: Look, suspects: Sequence[Violation]
    ) -> AsyncIterator[Violation]:
        songs = sorted({UUID(each.subjects[0]) for each in suspects if _has_song(each)})
        pairs = side_by_side(
            recorded_songs(look.snapshot, only=songs),
            stored_below(look.storage, map(object_keys.prefix, songs)),
        )
        async for pair in pairs:
            async for violation in _found_in(look, pair):
                if not await _is_in_passing(look, violation, pair):
                    yield violation
        for each in suspects:
            if not _has_song(each) and await is_stored(look.storage, each.subjects[0]):
                yield each


async def _found_in(look: Look, pair: Pair) -> AsyncIterator[Violation]:
    for violation in object_rules.judged(pair, settled_before=look.settled_before):
        yield violation
    if look.request.is_deep and pair.recorded is not None:
        for violation in await _different_contents(look, pair.recorded, pair):
            yield violation


async def _different_contents(
    look: Look, song: RecordedSong, pair: Pair
) -> Sequence[Violation]:
    """Of the objects that are there: one that is gone is told as such."""
    if song.is_being_erased or song.status != SongStatus.READY or not pair.stored:
        return []
    keys = [
        key
        for key, recorded in song.objects.items()
        if (stored := pair.stored.objects.get(key)) is not None
        and stored.size_bytes == recorded.size_bytes
    ]
    digests = await asyncio.gather(*(_digest(look, key) for key in keys))
    return [
        object_rules.content_differs(song, key)
        for key, digest in zip(keys, digests, strict=True)
        if digest not in {song.objects[key].sha256, None}
    ]


async def _digest(look: Look, key: str) -> str | None:
    """None when it has gone since it was listed: the second look will see."""
    with asking_the_bucket():
        try:
            return await asyncio.to_thread(look.storage.sha256_of, key)
        except NotFound:
            return None


async def _is_in_passing(look: Look, violation: Violation, pair: Pair) -> bool:
    if violation.rule not in object_rules.IN_PASSING or pair.song_id is None:
        return False
    return await look.workflows.is_being_stored(pair.song_id)


def _has_song(suspect: Violation) -> bool:
    """One without is a key that no song of ours can have."""
    return len(suspect.subjects) > 1


def _count(look: Look, pair: Pair) -> None:
    seen = look.seen
    seen.songs += pair.recorded is not None
    seen.objects += len(pair.stored.objects) if pair.stored is not None else 0
    if (seen.songs + seen.objects) % _TELL_EVERY == 0:
        look.tell(f"{seen.songs:,} songs and {seen.objects:,} objects")
