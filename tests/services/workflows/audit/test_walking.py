"""Two long lists are walked along together, and no more than a handful is ever held."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.workflows.audit.bucket import StoredSong, all_stored
from services.workflows.audit.invariants import Invariant
from services.workflows.audit.outages import CannotAsk
from services.workflows.audit.recorded import RecordedSong
from services.workflows.audit.side_by_side import side_by_side
from services.workflows.audit.violations import Suspects, Violation
from shared.contracts import object_keys
from shared.models.base import utc_now
from shared.storage import ListedObject

T = TypeVar("T")
IDS = st.sets(st.integers(min_value=0, max_value=12), max_size=12)


@given(on_record=IDS, in_bucket=IDS, strays=st.integers(min_value=0, max_value=2))
async def test_each_song_is_met_once_wherever_it_is_missing(
    on_record: set[int], in_bucket: set[int], strays: int
) -> None:
    songs = [_recorded(UUID(int=number)) for number in sorted(on_record)]
    bucket = [
        *(StoredSong(song_id=None) for _ in range(strays)),
        *(StoredSong(song_id=UUID(int=number)) for number in sorted(in_bucket)),
    ]

    met = [
        (pair.song_id, pair.recorded is not None, pair.stored is not None)
        async for pair in side_by_side(_one_by_one(songs), _one_by_one(bucket))
    ]

    with_song = [each for each in met if each[0] is not None]
    assert with_song == [
        (UUID(int=number), number in on_record, number in in_bucket)
        for number in sorted(on_record | in_bucket)
    ]
    assert len(met) == len(with_song) + strays


async def test_a_bucket_is_read_a_song_at_a_time_across_pages() -> None:
    first, second = sorted(uuid4() for _ in range(2))
    pages = [
        ["songs/.hidden", object_keys.master(first)],
        [object_keys.mp3(first), object_keys.cover(second)],
    ]

    found = [stored async for stored in all_stored(ListOf(pages))]

    assert [(stored.song_id, [*stored.objects]) for stored in found] == [
        (None, ["songs/.hidden"]),
        (first, [object_keys.master(first), object_keys.mp3(first)]),
        (second, [object_keys.cover(second)]),
    ]


async def test_a_bucket_that_does_not_sort_cannot_be_audited() -> None:
    first, second = sorted(uuid4() for _ in range(2))
    pages = [[object_keys.mp3(second)], [object_keys.mp3(first)]]

    with pytest.raises(CannotAsk, match="not sorted"):
        _ = [stored async for stored in all_stored(ListOf(pages))]


def test_suspects_beyond_what_is_kept_are_counted() -> None:
    suspects = Suspects(most=2)

    for number in (1, 2, 2, 3, 4):
        suspects.add(_violation(str(number)))

    assert [suspect.subjects for suspect in suspects] == [("1",), ("2",)]
    assert suspects.beyond == 2
    assert _violation("2") in suspects
    assert _violation("3") not in suspects


class ListOf:
    """A bucket that lists these keys, in these pages."""

    def __init__(self, pages: Sequence[Sequence[str]]) -> None:
        self._pages = pages

    def list_prefix(self, prefix: str) -> Iterator[Sequence[ListedObject]]:
        for page in self._pages:
            yield [
                ListedObject(key=key, size_bytes=1, changed_at=utc_now())
                for key in page
            ]


def _recorded(song_id: UUID) -> RecordedSong:
    return RecordedSong(
        song_id=song_id, status="ready", finished_at=None, is_being_erased=False
    )


def _violation(subject: str) -> Violation:
    return Violation(
        invariant=Invariant.I1, rule="balance", subjects=(subject,), sentence=""
    )


async def _one_by_one(items: Iterable[T]) -> AsyncIterator[T]:
    for item in items:
        yield item
