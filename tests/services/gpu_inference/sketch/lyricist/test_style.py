"""What a person states about the sound is obeyed; the rest suits what they said."""

import pytest

from shared.domain.categories import CATEGORIES, MOST
from tests.services.gpu_inference.sketch.lyricist.asking import described, tagged

SEEDS = range(5)


@pytest.mark.parametrize(
    ("text", "bpm"),
    [
        ("pop, 124 bpm", 124),
        ("124bpm techno", 124),
        ("a folk song at 92 BPM about rain", 92),
        ("tempo: 77, jazz", 77),
        ("house, 90-100 bpm", 95),
        ("fast punk, 60 beats per minute", 60),
        ("polka at 999 bpm", 220),
        ("drone, 3 bpm", 40),
    ],
)
def test_a_stated_tempo_is_obeyed(text: str, bpm: int) -> None:
    assert {described(text, seed=seed).bpm for seed in SEEDS} == {bpm}
    assert tagged(text).bpm == bpm


@pytest.mark.parametrize(
    ("text", "slowest", "fastest"),
    [
        ("a slow pop song", 40, 100),
        ("piano ballad", 40, 90),
        ("fast rock", 135, 220),
        ("uptempo pop", 115, 150),
        ("drum and bass", 165, 180),
        ("lofi beats to study to", 60, 90),
    ],
)
def test_a_pace_in_words_is_followed(text: str, slowest: int, fastest: int) -> None:
    tempos = [described(text, seed=seed).bpm for seed in SEEDS]

    assert all(slowest <= bpm <= fastest for bpm in tempos)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("pop, A minor", "A minor"),
        ("a song in F# major", "F# major"),
        ("jazz in the key of D dorian", "D dorian"),
        ("soul, Bb major, 90 bpm", "Bb major"),
        ("metal, E phrygian", "E phrygian"),
        ("rock in c sharp minor", "C# minor"),
        ("A flat major waltz", "Ab major"),
        ("key of G, bluegrass", "G major"),
        ("trap, Bbm", "Bb minor"),
        ("slow, in a minor", "A minor"),
        ("G mixolydian blues", "G mixolydian"),
        ("F lydian, ambient", "F lydian"),
    ],
)
def test_a_stated_key_is_obeyed(text: str, key: str) -> None:
    assert {described(text, seed=seed).key_scale for seed in SEEDS} == {key}
    assert tagged(text).key_scale == key


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("a happy dance song in a minor key", "minor"),
        ("sad folk in a major key", "major"),
        ("funk, dorian mode", "dorian"),
    ],
)
def test_a_mode_without_a_tonic_is_obeyed(text: str, mode: str) -> None:
    keys = [described(text, seed=seed).key_scale for seed in range(12)]

    assert {key.split()[1] for key in keys} == {mode}
    assert len(set(keys)) > 1


def test_an_article_is_not_a_key() -> None:
    keys = {
        described("rock song after a major breakup", seed=seed).key_scale
        for seed in range(12)
    }

    assert keys != {"A major"}


@pytest.mark.parametrize(
    ("text", "beats"),
    [
        ("a waltz about my grandmother", "3"),
        ("folk in 3/4", "3"),
        ("6/8 power ballad", "6"),
        ("pop", "4"),
        ("waltz in 4/4", "4"),
        ("rock, not a waltz", "4"),
        ("released on 13/4/2020", "4"),
    ],
)
def test_a_stated_meter_is_obeyed(text: str, beats: str) -> None:
    assert described(text).time_signature == beats
    assert tagged(text).time_signature == beats


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("lofi, rainy", "Lo-fi"),
        ("lo fi hip hop", "Lo-fi"),
        ("hip hop with brass", "Hip-hop"),
        ("rap about money", "Hip-hop"),
        ("dnb", "Drum and bass"),
        ("synth-pop", "Electronic"),
        ("bossa, nylon guitar", "Bossa nova"),
        ("orchestral, epic", "Classical"),
        ("trance at 138 bpm", "Dance"),
        ("chillhop", "Lo-fi"),
        ("bluegrass", "Country"),
        ("singer-songwriter, intimate", "Acoustic"),
        ("shoegaze", "Indie"),
        ("heavy metal", "Metal"),
        ("k-pop", "Pop"),
        ("a country song about a house by the sea", "Country"),
        ("jazz waltz", "Jazz"),
        ("R&B slow jam", "R&B"),
        ("not rock, techno", "Techno"),
    ],
)
def test_the_named_genre_comes_first(text: str, main: str) -> None:
    assert {described(text, seed=seed).categories[0] for seed in SEEDS} == {main}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a girl who loves to dance", "Dance"),
        ("a house by the sea", "House"),
        ("leaving my parents' house and my friends", "House"),
        ("a man searching his soul for the truth", "Soul"),
        ("all over the world", "World"),
    ],
)
def test_everyday_words_are_not_genres(text: str, wrong: str) -> None:
    mains = {described(text, seed=seed).categories[0] for seed in range(10)}

    assert mains != {wrong}


def test_categories_come_from_the_vocabulary() -> None:
    texts = (
        "",
        "jazz, rock, funk, soul, pop, metal, folk, dub",
        "🎵🎵",
        "sad",
        "cello",
    )
    sheets = [tagged(text or "x", seed=seed) for text in texts for seed in SEEDS]

    assert all(1 <= len(sheet.categories) <= MOST for sheet in sheets)
    assert all(set(sheet.categories) <= set(CATEGORIES) for sheet in sheets)


@pytest.mark.parametrize("seed", SEEDS)
def test_refusals_stay_refused(seed: int) -> None:
    sheet = described("upbeat pop, no drums or strings, not sad", seed=seed)
    tags = sheet.prompt.split(", ")

    assert {"no drums", "no strings", "not sad"} <= set(tags)
    assert not {"drums", "strings", "sad"} & set(tags)


def test_a_refused_mood_does_not_darken_the_key() -> None:
    sad = [described("sad pop", seed=seed).key_scale for seed in range(40)]
    not_sad = [described("pop, not sad", seed=seed).key_scale for seed in range(40)]

    assert sum("minor" in key for key in sad) > sum("minor" in key for key in not_sad)


@pytest.mark.parametrize(
    "text",
    [
        "a song about the sea",
        "dreamy, nostalgic, sad, hopeful synthwave and indie rock and jazz and funk with "
        "piano, violin, cello, flute, no drums, no bass, not happy, 6/8, duet",
        "x",
    ],
)
def test_a_described_song_gets_six_to_twelve_tags(text: str) -> None:
    sheet = described(text)
    tags = sheet.prompt.split(", ")

    assert 6 <= len(tags) <= 12
    assert len(set(tags)) == len(tags)
    assert f"{sheet.bpm} bpm" in tags
    assert sheet.key_scale in tags


def test_the_stated_voice_is_tagged() -> None:
    assert "male vocals" in described("soul with a warm male voice").prompt.split(", ")
    assert "female vocals" in described("pop, female vocals").prompt.split(", ")
    assert "instrumental" in described("instrumental jazz").prompt.split(", ")


@pytest.mark.parametrize("seed", range(5))
def test_a_given_name_is_neither_a_mood_nor_a_genre(seed: int) -> None:
    sheet = described("country song about a dog named Blue", seed=seed)
    girl = described("a pop song about a girl called Jazz", seed=seed)

    assert "blue" not in [tag.strip() for tag in sheet.prompt.split(",")]
    assert "Jazz" not in girl.categories
