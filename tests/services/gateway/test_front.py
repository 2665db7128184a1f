"""Which picture a visit of Home asks for before its code has come."""

from uuid import UUID, uuid4

import pytest

from services.gateway.front import Front


def front_of(song_id: UUID | None) -> Front:
    front = Front((96, 768))
    front.note(song_id)
    return front


def test_home_asks_for_the_first_songs_cover_in_each_size() -> None:
    song_id = uuid4()

    [tag] = front_of(song_id).tags("/")

    for width in (96, 768):
        assert f"/api/songs/{song_id}/cover?width={width} {width}w" in tag
    assert 'imagesizes="13rem"' in tag


def test_what_is_on_top_now_counts() -> None:
    front, later = front_of(uuid4()), uuid4()

    front.note(later)

    assert ids_in(front.tags("/")) == {later}


def test_without_a_picture_on_top_nothing_is_asked_for() -> None:
    front = front_of(uuid4())

    front.note(None)

    assert front.tags("/") == []


def test_a_song_that_may_be_gone_is_not_asked_for() -> None:
    song_id = uuid4()
    front = front_of(song_id)

    front.forget(uuid4())
    assert ids_in(front.tags("/")) == {song_id}
    front.forget(song_id)
    assert front.tags("/") == []


@pytest.mark.parametrize("address", ["", "/create", "/index.html"])
def test_other_pages_have_no_such_picture(address: str) -> None:
    assert front_of(uuid4()).tags(address) == []


def ids_in(tags: list[str]) -> set[UUID]:
    places = [part for tag in tags for part in tag.split("/api/songs/")[1:]]
    return {UUID(place.split("/")[0]) for place in places}
