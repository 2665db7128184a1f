"""What lies in the bucket and belongs to no living song."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs
from temporalio.client import Client
from typing_extensions import override

from services.workflows.upkeep.errands import Tools, parts_of
from services.workflows.upkeep.objects import ForeignBucket
from services.workflows.upkeep.parts import Found
from shared.contracts import object_keys
from shared.contracts.songs import (
    deletion_workflow_id,
    export_workflow_id,
    workflow_id,
)
from shared.contracts.upkeep import Errand
from shared.domain.songs import SongStatus
from shared.models.base import utc_now
from shared.s3 import S3Storage
from shared.settings import StorageSettings
from shared.storage import ListedObject
from tests.services.workflows.upkeep.leftovers import (
    a_song,
    keys,
    look,
    mend,
    put,
)

OBJECTS = Errand.OBJECTS


@pytest.fixture
async def dead(tools: Tools, mara: UUID, tmp_path: Path) -> dict[str, UUID]:
    """Songs that nobody will ever hear, with objects: one failed, one was never there."""
    songs = {
        "object_of_ended_song": await a_song(
            tools.sessions, mara, status=SongStatus.FAILED
        ),
        "object_of_no_song": uuid4(),
    }
    for song_id in songs.values():
        put(tools.storage, object_keys.master(song_id), tmp_path)
        put(tools.storage, object_keys.cover(song_id), tmp_path)
    return songs


async def test_what_belongs_to_no_living_song_is_found_told_and_removed_once(
    tools: Tools, dead: dict[str, UUID]
) -> None:
    ids = {kind: [str(song_id)] for kind, song_id in dead.items()}

    told = await look(OBJECTS, tools)
    untouched = [keys(tools.storage, song_id) for song_id in dead.values()]
    report = await mend(OBJECTS, tools)

    assert told.ids == report.ids == ids
    assert told.found == report.found == dict.fromkeys(dead, 2)
    assert [len(those) for those in untouched] == [2, 2]
    assert report.done == 4
    assert [keys(tools.storage, song_id) for song_id in dead.values()] == [[], []]
    again = await mend(OBJECTS, tools)
    assert (again.found, again.done) == ({}, 0)


@pytest.mark.parametrize(
    "status", [SongStatus.QUEUED, SongStatus.RUNNING, SongStatus.READY]
)
async def test_what_belongs_to_a_living_song_is_left(
    tools: Tools, mara: UUID, tmp_path: Path, status: SongStatus
) -> None:
    song_id = await a_song(tools.sessions, mara, status=status)
    put(tools.storage, object_keys.mp3(song_id), tmp_path)

    report = await mend(OBJECTS, tools)

    assert (report.seen, report.found) == (1, {})
    assert keys(tools.storage, song_id) == [object_keys.mp3(song_id)]


async def test_a_song_that_lives_since_it_was_found_keeps_its_objects(
    tools: Tools, mara: UUID, tmp_path: Path
) -> None:
    song_id = await a_song(tools.sessions, mara, status=SongStatus.READY)
    put(tools.storage, object_keys.mp3(song_id), tmp_path)
    found = Found(kind="object_of_no_song", id=str(song_id))

    assert await parts_of(OBJECTS, tools)[0].do(found, lambda: None) == 0
    assert keys(tools.storage, song_id) == [object_keys.mp3(song_id)]


class Aged(S3Storage):
    """Says of each object how old a test wants it to be."""

    def __init__(self, bucket: StorageSettings, ages: Mapping[str, timedelta]) -> None:
        super().__init__(bucket)
        self._ages = ages

    @override
    def list_prefix(
        self, prefix: str, *, after: str = ""
    ) -> Iterator[Sequence[ListedObject]]:
        for page in super().list_prefix(prefix, after=after):
            yield [
                replace(stored, changed_at=utc_now() - self._ages[stored.key])
                for stored in page
            ]


_AN_HOUR, _A_DAY = timedelta(hours=1), timedelta(days=1)
_A_MOMENT = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("kind", "master", "cover", "is_found"),
    [
        ("object_of_ended_song", _AN_HOUR + _A_MOMENT, _AN_HOUR + _A_MOMENT, True),
        ("object_of_ended_song", _AN_HOUR + _A_MOMENT, _AN_HOUR - _A_MOMENT, False),
        ("object_of_no_song", _A_DAY + _A_MOMENT, _A_DAY + _A_MOMENT, True),
        ("object_of_no_song", _A_DAY - _A_MOMENT, _A_DAY + _A_MOMENT, False),
    ],
)
async def test_a_song_s_objects_are_left_as_long_as_one_of_them_is_young(
    patient: Tools,
    dead: dict[str, UUID],
    bucket: StorageSettings,
    kind: str,
    master: timedelta,
    cover: timedelta,
    is_found: bool,
) -> None:
    ages = dict.fromkeys(
        [key for song_id in dead.values() for key in keys(patient.storage, song_id)],
        _A_MOMENT,
    )
    ages[object_keys.master(dead[kind])] = master
    ages[object_keys.cover(dead[kind])] = cover

    told = await look(OBJECTS, replace(patient, storage=Aged(bucket, ages)))

    assert told.found == ({kind: 2} if is_found else {})


@pytest.mark.parametrize(
    "name_of", [workflow_id, deletion_workflow_id, export_workflow_id]
)
async def test_what_a_workflow_is_about_to_clear_is_left_to_it(
    tools: Tools,
    dead: dict[str, UUID],
    temporal: Client,
    name_of: Callable[[UUID], str],
) -> None:
    for song_id in dead.values():
        await temporal.start_workflow(
            "AnyWorkflow", id=name_of(song_id), task_queue="nobody's"
        )

    assert (await mend(OBJECTS, tools)).found == {}
    assert all(len(keys(tools.storage, song_id)) == 2 for song_id in dead.values())


async def test_keys_that_are_not_ours_are_counted_and_left(
    tools: Tools, tmp_path: Path
) -> None:
    for key in ("songs/readme.txt", f"songs/{uuid4()}", "songs/x/1", "else/song.mp3"):
        put(tools.storage, key, tmp_path)

    with capture_logs() as logs:
        report = await mend(OBJECTS, tools)

    listed = {stored.key for page in tools.storage.list_prefix("") for stored in page}
    assert (report.seen, report.found) == (3, {})
    assert len(listed) == 4
    [warning] = [line for line in logs if line["log_level"] == "warning"]
    assert (warning["event"], warning["count"]) == ("objects_of_strangers", 3)


async def test_with_another_database_nothing_is_removed(
    tools: Tools, mara: UUID, tmp_path: Path
) -> None:
    """A restored or mistaken database knows few of the songs in the bucket."""
    known = await a_song(tools.sessions, mara, status=SongStatus.READY)
    unknown = [uuid4() for _ in range(21)]
    for song_id in (known, *unknown):
        put(tools.storage, object_keys.mp3(song_id), tmp_path)

    with pytest.raises(ForeignBucket, match="Of 22 songs in a row"):
        await mend(OBJECTS, tools)
    untouched = [len(keys(tools.storage, song_id)) for song_id in unknown]
    report = await mend(OBJECTS, replace(tools, trusts_database=True))

    assert untouched == [1] * 21
    assert report.done == 21
    assert len(keys(tools.storage, known)) == 1


async def test_a_look_goes_on_behind_a_key(tools: Tools, dead: dict[str, UUID]) -> None:
    first, second = sorted(dead.values(), key=str)
    part = parts_of(OBJECTS, tools)[0]

    page = await part.find(f"{object_keys.prefix(first)}~")
    last = await part.find(page.after)

    assert [found.id for found in page.found] == [str(second)]
    assert (last.seen, last.after) == (0, "")
