"""Which picture a visit of Home asks for before its code has come."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from services.gateway.web_app.front import Front
from shared.models.song import Song
from shared.models.song_object import SongObject


def song(*, cover: bool = True) -> Song:
    facts: dict[str, Any] = {"id": uuid4()}
    made = Song(**facts)
    picture: dict[str, Any] = {"song_id": made.id, "name": "cover"}
    made.objects = [SongObject(**picture)] if cover else []
    return made


def front_of(*songs: Song) -> Front:
    front = Front()
    front.note(songs)
    return front


def test_home_asks_for_the_first_songs_cover_in_each_size() -> None:
    first, second = song(), song()

    [tag] = front_of(first, second).tags("/")

    for width in (96, 192, 384, 768):
        assert f"/api/songs/{first.id}/cover?width={width} {width}w" in tag
    assert 'imagesizes="13rem"' in tag
    assert str(second.id) not in tag


def test_what_is_on_top_now_counts() -> None:
    front = front_of(song())
    later = song()

    front.note([later])

    assert ids_in(front.tags("/")) == {later.id}


@pytest.mark.parametrize("songs", [[], [song(cover=False), song()]])
def test_without_a_picture_on_top_nothing_is_asked_for(songs: list[Song]) -> None:
    front = front_of(song())

    front.note(songs)

    assert front.tags("/") == []


def test_a_song_that_may_be_gone_is_not_asked_for() -> None:
    first, other = song(), song()
    front = front_of(first)

    front.forget(other.id)
    assert ids_in(front.tags("/")) == {first.id}
    front.forget(first.id)
    assert front.tags("/") == []


@pytest.mark.parametrize("address", ["", "/create", "/index.html"])
def test_other_pages_have_no_such_picture(address: str) -> None:
    assert front_of(song()).tags(address) == []


def ids_in(tags: list[str]) -> set[UUID]:
    places = [part for tag in tags for part in tag.split("/api/songs/")[1:]]
    return {UUID(place.split("/")[0]) for place in places}
