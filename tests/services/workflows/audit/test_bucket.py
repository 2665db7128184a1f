"""What the bucket has too much, too little or otherwise than recorded is found by its key."""

from dataclasses import replace
from uuid import uuid4

import pytest

from services.workflows.audit.outages import CannotAsk
from shared.contracts import object_keys
from shared.contracts.audit import Audit
from shared.s3 import S3Storage, connect
from tests.services.workflows.audit.world import AT_REST, World

DEEP = Audit(settle_seconds=0, grace_seconds=0, is_deep=True)
YOUNG = Audit(settle_seconds=0)


async def test_an_object_that_is_gone(world: World) -> None:
    key = object_keys.mp3(world.ready_id)
    connect(world.storage_settings).delete_object(
        Bucket=world.storage_settings.s3_bucket_name, Key=key
    )

    assert await world.found() == {("I6 missing", str(world.ready_id), key)}


async def test_an_object_of_another_size(world: World) -> None:
    key = object_keys.cover(world.ready_id)
    world.store(key, b"another cover")

    [violation] = await world.violations()

    assert violation.subjects == (str(world.ready_id), key)
    assert "has 13 bytes, recorded were 5" in str(violation)


async def test_an_object_of_the_same_size_is_found_only_by_a_deep_look(
    world: World,
) -> None:
    key = object_keys.mp3(world.ready_id)
    world.store(key, b"MP3")

    assert await world.found(AT_REST) == set()
    assert await world.found(DEEP) == {("I6 different", str(world.ready_id), key)}


async def test_an_object_that_is_left_of_a_song_that_failed(world: World) -> None:
    key = object_keys.master(world.failed_id)
    world.store(key)

    assert await world.found() == {("I7 left-over", str(world.failed_id), key)}


async def test_a_ready_song_that_is_called_failed_has_objects_too_many(
    world: World,
) -> None:
    world.break_by("UPDATE songs SET status = 'failed' WHERE id = %(ready)s")

    found = await world.found()

    keys = {
        key_of(world.ready_id)
        for key_of in (object_keys.master, object_keys.mp3, object_keys.cover)
    }
    ready = str(world.ready_id)
    assert found == {
        ("I6 taken", ready),
        ("I6 recorded", ready),
        ("I7 released", ready),
        *(("I7 left-over", ready, key) for key in keys),
    }


async def test_objects_that_belong_to_no_song(world: World) -> None:
    # Before, between and after the songs of the world, whatever their ids are.
    orphans = [uuid4() for _ in range(5)]
    for song_id in orphans:
        world.store(object_keys.mp3(song_id))

    assert await world.found() == {
        ("I8 orphan", str(song_id), object_keys.mp3(song_id)) for song_id in orphans
    }


@pytest.mark.parametrize("key", ["songs/0", "songs/notes.txt", "songs/x/audio.mp3"])
async def test_a_key_that_no_song_can_have(world: World, key: str) -> None:
    world.store(key)

    assert await world.found() == {("I8 orphan", key)}


async def test_an_object_that_a_ready_song_has_no_record_of(world: World) -> None:
    world.break_by("DELETE FROM song_objects WHERE name = 'mp3'")

    assert await world.found() == {
        ("I6 recorded", str(world.ready_id)),
        ("I8 unrecorded", str(world.ready_id), object_keys.mp3(world.ready_id)),
    }


async def test_what_lies_beside_the_songs_is_not_ours(world: World) -> None:
    world.store("backups/monday.tar")
    world.store("songs.txt")

    assert await world.found() == set()


async def test_what_was_stored_a_moment_ago_may_be_on_its_way(world: World) -> None:
    world.store(object_keys.mp3(uuid4()))
    world.store(object_keys.mp3(world.failed_id))

    assert await world.found(YOUNG) == set()


async def test_the_objects_of_an_account_that_is_being_erased_may_go_first(
    world: World,
) -> None:
    world.storage.delete_prefix(object_keys.prefix(world.ready_id))
    world.store(object_keys.mp3(world.failed_id))

    world.break_by("UPDATE users SET erased_at = now() WHERE id = %(owner)s")

    assert await world.found() == set()


async def test_a_bucket_that_goes_away_between_the_looks_is_told(
    world: World,
) -> None:
    short_lived = world.storage_settings.model_copy(
        update={"s3_bucket_name": f"audit-{uuid4().hex}"}
    )
    store = connect(short_lived)
    store.create_bucket(Bucket=short_lived.s3_bucket_name)
    world.places = replace(world.places, storage=S3Storage(short_lived))

    def take_away(said: str) -> None:
        if "again in a moment" in said:
            store.delete_bucket(Bucket=short_lived.s3_bucket_name)

    with pytest.raises(CannotAsk, match="The bucket cannot be asked"):
        await world.report(tell=take_away)
