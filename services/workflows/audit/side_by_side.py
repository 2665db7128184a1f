"""Songs on record and songs in the bucket, walked along together by their ids."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from services.workflows.audit.bucket import StoredSong
from services.workflows.audit.recorded import RecordedSong


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One of the two may be missing."""

    recorded: RecordedSong | None = None
    stored: StoredSong | None = None

    @property
    def song_id(self) -> UUID | None:
        if self.recorded is not None:
            return self.recorded.song_id
        return self.stored.song_id if self.stored is not None else None


async def side_by_side(
    songs: AsyncIterator[RecordedSong], bucket: AsyncIterator[StoredSong]
) -> AsyncIterator[Pair]:
    """Each song once, and each stray object; no more than one of either is held."""
    song = await anext(songs, None)
    async for stored in bucket:
        if stored.song_id is None:
            yield Pair(stored=stored)
            continue
        while song is not None and song.song_id < stored.song_id:
            yield Pair(recorded=song)
            song = await anext(songs, None)
        if song is not None and song.song_id == stored.song_id:
            yield Pair(recorded=song, stored=stored)
            song = await anext(songs, None)
        else:
            yield Pair(stored=stored)
    while song is not None:
        yield Pair(recorded=song)
        song = await anext(songs, None)
