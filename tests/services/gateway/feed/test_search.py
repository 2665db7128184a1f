"""Finding published songs by words."""

from uuid import UUID

import httpx
import pytest

from shared.db import Sessions
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.feed.stage import change, publish, somebody, titles

FEED = "/api/feed"


@pytest.fixture
async def noor_id(sessions: Sessions) -> UUID:
    """Somebody who has published songs with all kinds of names."""
    noor_id = await somebody(sessions, "Noor Lindqvist")
    for days, (title, prompt) in enumerate(
        (
            ("100% Rain", "lo-fi, warm"),
            ("1000 Suns", "folk"),
            ("snake_case", "Techno"),
            ('It\'s "fine" \\o/', "pop"),
            ("Ночной поезд", "ambient"),
            ("永遠の愛", "j-pop"),
            ("Up", "folk, hopeful"),
        )
    ):
        await publish(sessions, noor_id, title, prompt=prompt, days_ago=days)
    return noor_id


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rain", ["100% Rain"]),
        ("100%", ["100% Rain"]),
        ("100", ["100% Rain", "1000 Suns"]),
        ("%", ["100% Rain"]),
        ("_", ["snake_case"]),
        ("e_c", ["snake_case"]),
        ("x_c", []),
        ("'s", ['It\'s "fine" \\o/']),
        ('"fine"', ['It\'s "fine" \\o/']),
        ("\\o", ['It\'s "fine" \\o/']),
        ("FOLK", ["1000 Suns", "Up"]),
        ("folk suns", ["1000 Suns"]),
        ("suns rain", []),
        ("techno", ["snake_case"]),
        ("НОЧНОЙ", ["Ночной поезд"]),
        ("愛", ["永遠の愛"]),
        ("up", ["Up"]),
        ("'; DROP TABLE songs; --", []),
    ],
)
async def test_every_word_is_looked_for_as_it_is_written(
    nobody: httpx.AsyncClient, noor_id: UUID, words: str, found: list[str]
) -> None:
    assert await titles(nobody, FEED, section="newest", q=words) == found


async def test_the_creators_name_finds_their_songs_also_when_it_changes(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    assert len(await titles(nobody, FEED, q="lindqvist")) == 7

    await change(sessions, "UPDATE users SET name = 'Ilse'")

    assert await titles(nobody, FEED, q="lindqvist") == []
    assert await titles(nobody, FEED, q="ilse rain") == ["100% Rain"]


async def test_a_new_title_is_found_and_the_old_one_is_not(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID
) -> None:
    await change(sessions, "UPDATE songs SET title = 'Harbour' WHERE title = 'Up'")

    assert await titles(nobody, FEED, q="harbour") == ["Harbour"]
    assert await titles(nobody, FEED, q="up") == []


@pytest.mark.parametrize("section", ["trending", "newest"])
async def test_words_and_category_narrow_together(
    nobody: httpx.AsyncClient, sessions: Sessions, noor_id: UUID, section: str
) -> None:
    await publish(sessions, noor_id, "Rain on tin", categories=["Jazz"])
    await publish(sessions, noor_id, "Rain again", categories=["Jazz", "Pop"])

    query = {"section": section, "category": "Pop", "q": "rain"}

    assert await titles(nobody, FEED, **query) == ["Rain again"]


async def test_blank_words_are_no_words(
    nobody: httpx.AsyncClient, noor_id: UUID
) -> None:
    assert len(await titles(nobody, FEED, q="   ")) == 7


@pytest.mark.parametrize(
    ("query", "field"), [({"q": "a\0b"}, "q"), ({"category": "\0"}, "category")]
)
async def test_what_no_text_may_hold_is_refused(
    nobody: httpx.AsyncClient, query: dict[str, str], field: str
) -> None:
    assert_problem(
        await nobody.get(FEED, params=query), 422, "invalid_request", field=field
    )
