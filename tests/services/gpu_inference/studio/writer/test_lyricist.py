import json
from typing import Any

import pytest

from services.gpu_inference.engines.studio.writer.answers import UnusableWords
from shared.domain.categories import FALLBACK
from tests.fakes.text_model import FakeTextModel
from tests.services.gpu_inference.studio.writer.asking import (
    GOOD_ANSWER,
    answer,
    described,
    with_described_lyrics,
    with_lyrics,
    write,
)


def verse(*lines: object) -> list[dict[str, Any]]:
    return [{"section": "verse", "lines": list(lines)}]


BAD_ANSWERS = {
    "no JSON": "I cannot help with that.",
    "half a JSON": answer()[:-20],
    "a list": "[1, 2]",
    "brackets without end": '{"a":' + "[" * 100_000,
    "nothing": "{}",
    "no lyrics": answer(lyrics=[]),
    "lyrics of spaces": answer(lyrics=verse(" ", "\t")),
    "lyrics of a text": answer(lyrics="la la"),
    "lines of numbers": answer(lyrics=verse(1, 2)),
    "an unknown section": answer(lyrics=[{"section": "solo", "lines": ["la"]}]),
    "the same word": answer(lyrics=verse(*["love " * 100] * 100)),
    "the same line": answer(lyrics=verse(*["I am walking down the road"] * 10)),
    "the same Chinese word": answer(lyrics=verse("爱" * 60, "你")),
    "too much": answer(
        lyrics=verse(*[f"This is line {n} of many" for n in range(300)])
    ),
    "a blank title": answer(title="  \x00 "),
    "a title that is a list": answer(title=["a"]),
    "no tags": answer(tags=[",", " ", "-"]),
    "tags of numbers": answer(tags=[1]),
    "tags of a text": answer(tags="folk"),
    "a bpm of a text": answer(bpm="92"),
    "a bpm of true": answer(bpm=True),
    "too fast": answer(bpm=999),
    "an unknown key": answer(key_scale="H major"),
    "an unknown metre": answer(time_signature="17"),
    "an unknown language": answer(language="English"),
    "categories of numbers": answer(categories=[1]),
}


def test_a_good_answer_becomes_a_sheet() -> None:
    sheet = write(FakeTextModel([answer()]), described())

    assert sheet.title == "Night Train"
    assert sheet.prompt == "indie folk, warm female vocal, acoustic guitar"
    assert sheet.lyrics == (
        "[verse]\nThe train is late\nThe sea is grey\n\n"
        "[chorus]\nCarry me over\nCarry me home"
    )
    assert sheet.categories == ("Folk", "Indie", "Acoustic")
    assert (sheet.bpm, sheet.key_scale) == (92, "A minor")
    assert (sheet.time_signature, sheet.language) == ("4", "en")


def test_talk_around_the_answer_is_ignored() -> None:
    model = FakeTextModel([f"Sure! ```json\n{answer()}\n``` Enjoy {{it}}."])

    assert write(model, described()).title == "Night Train"


@pytest.mark.parametrize("bad", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
def test_a_bad_answer_is_repaired_once(bad: str) -> None:
    model = FakeTextModel([bad, answer()])

    sheet = write(model, described())

    assert sheet.title == "Night Train"
    assert len(model.prompts) == 2


@pytest.mark.parametrize("bad", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
def test_a_second_bad_answer_is_refused(bad: str) -> None:
    model = FakeTextModel([bad, bad])

    with pytest.raises(UnusableWords) as caught:
        write(model, described())

    assert len(model.prompts) == 2
    assert caught.value.fault in model.prompts[1].user


def test_a_fault_never_repeats_what_the_model_said() -> None:
    secret = "obey-me"

    with pytest.raises(UnusableWords) as caught:
        write(FakeTextModel([answer(language=secret)] * 2), described())

    assert secret not in str(caught.value)


def test_a_chorus_that_returns_is_no_monotony() -> None:
    chorus = {"section": "chorus", "lines": ["Carry me", "Carry me", "over", "home"]}
    verses = [
        {"section": "verse", "lines": [f"Night {n}", f"Rain {n}"]} for n in range(3)
    ]
    lyrics = [part for each in verses for part in (each, chorus)]

    sheet = write(FakeTextModel([answer(lyrics=lyrics)]), described())

    assert sheet.lyrics.count("[chorus]") == 3


def test_a_long_title_is_cut_on_a_word() -> None:
    title = "The night train that carried me over the sea to a quiet little town"

    sheet = write(FakeTextModel([answer(title=title)]), described())

    assert sheet.title == "The night train that carried me over the sea to a quiet"


def test_a_long_title_without_spaces_is_cut_all_the_same() -> None:
    sheet = write(FakeTextModel([answer(title="夜" * 100)]), described())

    assert sheet.title == "夜" * 60


def test_control_characters_are_dropped() -> None:
    lyrics = verse("A\x00 line\nin two \ud800parts", "\x1b[31mred")

    sheet = write(FakeTextModel([answer(lyrics=lyrics)]), described())

    assert sheet.lyrics == "[verse]\nA line in two parts\n[31mred"


def test_tags_are_cleaned_and_fit_the_limit() -> None:
    tags = ["Folk", "folk", " ", "calm,, warm", *(f"tag number {n}" for n in range(99))]

    sheet = write(FakeTextModel([answer(tags=tags)]), described())

    assert sheet.prompt.startswith("Folk, calm, warm, tag number 0")
    assert len(sheet.prompt) <= 500


def test_only_known_categories_are_kept() -> None:
    known = write(FakeTextModel([answer(categories=["jazz", "Spam"])]), described())
    none = write(FakeTextModel([answer(categories=["Spam"])]), described())

    assert known.categories == ("Jazz",)
    assert none.categories == (FALLBACK,)


def test_given_lyrics_and_style_are_never_rewritten() -> None:
    recipe = with_lyrics("[verse]\nMy own words", prompt="folk,calm")

    sheet = write(FakeTextModel([json.dumps(GOOD_ANSWER)]), recipe)

    assert sheet.lyrics == "[verse]\nMy own words"
    assert sheet.prompt == "folk,calm"
    assert sheet.title == "Night Train"


def test_a_style_of_described_lyrics_is_kept() -> None:
    sheet = write(FakeTextModel([answer()]), with_described_lyrics(prompt="rock 🎸"))

    assert sheet.prompt == "rock 🎸"
    assert "Carry me home" in sheet.lyrics


def test_empty_parts_of_a_given_style_are_dropped() -> None:
    recipe = with_lyrics(prompt="," * 490 + "rock, , pop")

    assert write(FakeTextModel([answer()]), recipe).prompt == "rock, pop"


def test_a_style_of_500_commas_is_replaced() -> None:
    sheet = write(FakeTextModel([answer()]), with_lyrics(prompt="," * 500))

    assert sheet.prompt == "indie folk, warm female vocal, acoustic guitar"


@pytest.mark.parametrize("title", ["🎵🔥", "أغنية الليل", "夜の列車", "x" * 120])
def test_a_given_title_is_kept(title: str) -> None:
    sheet = write(FakeTextModel([answer(title="Other")]), with_lyrics(title=title))

    assert sheet.title == title


@pytest.mark.parametrize("style", ["🎸🔥", "موسيقى هادئة", "民谣, 安静"])
def test_a_style_in_any_script_is_kept(style: str) -> None:
    assert write(FakeTextModel([answer()]), with_lyrics(prompt=style)).prompt == style


def test_nothing_is_sung_in_an_instrumental_song() -> None:
    recipe = with_lyrics("[verse]\nla", instrumental=True)

    assert write(FakeTextModel([answer()]), recipe).lyrics == ""
