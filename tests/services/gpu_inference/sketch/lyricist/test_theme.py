"""What a song is about: topics, things, places and names, in any language."""

import pytest

from services.gpu_inference.engines.sketch.lyricist.subject import (
    occasions_in,
    subject_of,
)
from services.gpu_inference.engines.sketch.lyricist.theme import Theme, plain, theme_of
from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank
from services.gpu_inference.engines.sketch.lyricist.verses.hearts import (
    HEARTBREAK,
    LOVE,
)
from services.gpu_inference.engines.sketch.lyricist.verses.little_ones import DOG
from services.gpu_inference.engines.sketch.lyricist.verses.places import CITY
from services.gpu_inference.engines.sketch.lyricist.verses.play import BIRTHDAY, STARS
from services.gpu_inference.engines.sketch.lyricist.verses.seasons import WINTER
from services.gpu_inference.engines.sketch.lyricist.verses.water import RAIN, SEA
from services.gpu_inference.engines.sketch.lyricist.verses.years import MACHINES


def theme_in(description: str) -> Theme:
    return theme_of(subject_of(description), occasions=occasions_in(description))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("puppies", DOG),
        ("a robot who dreams", MACHINES),
        ("waves and ships", SEA),
        ("heartbreak after midnight", HEARTBREAK),
        ("a birthday", BIRTHDAY),
        ("snowy december", WINTER),
        ("astronauts and planets", STARS),
        ("lluvia", RAIN),
        ("夜の街", CITY),
        ("любовь", LOVE),
    ],
)
def test_words_lead_to_their_topic(text: str, topic: VerseBank) -> None:
    assert theme_of(text).topics[0] is topic


def test_words_that_point_nowhere_have_no_topic() -> None:
    assert theme_of("qwertyuiop").topics == ()
    assert theme_of("").topics == ()


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("about an old lighthouse keeper", "the old lighthouse keeper"),
        ("my grandmother's kitchen", "my grandmother's kitchen"),
        ("a song about her broken typewriter", "the broken typewriter"),
        ("rain on the window", "the rain"),
        ("freedom", "freedom"),
        ("about a hungry dinosaur who eats", "the hungry dinosaur"),
        ("a feral pigeon", "the feral pigeon"),
        ("our first dance at the wedding", "our first dance"),
        ("the dog runs fast", "the dog"),
    ],
)
def test_a_thing_is_made_ready_to_sing(text: str, thing: str) -> None:
    assert theme_in(text).things[0] == thing


def test_places_and_names_are_told_apart() -> None:
    theme = theme_in("driving through New York with Maria, birthday song for Emma")

    assert theme.places == ("New York",)
    assert theme.names == ("Maria", "Emma")
    assert theme_in("a prayer for Ukraine").places == ("Ukraine",)


def test_capitals_everywhere_name_nobody() -> None:
    theme = theme_of("DRIVING THROUGH THE RAIN WITH YOU")

    assert theme.names == theme.places == ()


@pytest.mark.parametrize(
    ("description", "subject"),
    [
        ("A sad piano song about lost keys", "about lost keys"),
        ("upbeat synthwave, 110 bpm, a walk at dawn", "a walk at dawn"),
        ("techno, dark, in A minor", "techno, dark, in A minor"),
    ],
)
def test_the_sound_is_not_the_subject(description: str, subject: str) -> None:
    assert subject_of(description) == subject


def test_an_occasion_is_a_topic_and_a_genre_is_not() -> None:
    assert theme_in("birthday song for Tom").topics == (BIRTHDAY,)
    assert theme_in("country song for Tom").topics == ()


def test_other_languages_keep_their_opening_words() -> None:
    assert theme_of("una canción sobre la lluvia").opening == "la lluvia"
    assert theme_of("海边的夜晚\uff0c你和我").opening == "海边的夜晚"


def test_marks_and_controls_are_taken_out_of_text() -> None:
    assert plain("[verse]\x00 {a|b}\u202e <c>").split() == ["verse", "a", "b", "c"]
