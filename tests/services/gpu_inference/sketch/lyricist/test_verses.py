"""Every line we wrote by hand rhymes, scans and has room for a person's words."""

import pytest

from services.gpu_inference.engines.sketch.lyricist.couplets import fits
from services.gpu_inference.engines.sketch.lyricist.template import lines_of, slots_of
from services.gpu_inference.engines.sketch.lyricist.topics import TOPICS
from services.gpu_inference.engines.sketch.lyricist.verses import own_words
from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank
from services.gpu_inference.engines.sketch.lyricist.verses.general import GENERAL
from services.gpu_inference.engines.sketch.pronunciation.syllables import (
    line_syllables,
)

BANKS = (*TOPICS, GENERAL)
PHRASES = (
    "Spain",
    "the sea",
    "the lighthouse",
    "the old lighthouse",
    "my mother's garden",
)


def couplets(bank: VerseBank) -> list[str]:
    choruses = [lines_of(chorus) for _, chorus in bank.choruses]
    halves = [" / ".join(half) for c in choruses for half in (c[:2], c[2:])]
    return [*halves, *bank.opens, *bank.turns, *bank.resolves]


@pytest.mark.parametrize("bank", BANKS)
def test_every_couplet_of_a_bank_can_be_sung(bank: VerseBank) -> None:
    assert [couplet for couplet in couplets(bank) if not fits(couplet, {})] == []


@pytest.mark.parametrize("bank", BANKS)
def test_every_chorus_opens_with_its_title(bank: VerseBank) -> None:
    assert all(
        title.casefold() in lines_of(chorus)[0].casefold()
        for title, chorus in bank.choruses
    )


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize(
    "group",
    ["THINGS_FIRST", "THINGS_LATER", "BEINGS_FIRST", "BEINGS_LATER", "NAMES", "HOOKS"],
)
def test_every_couplet_has_room_for_their_words(group: str, phrase: str) -> None:
    for template in getattr(own_words, group):
        words = dict.fromkeys(slots_of(template), phrase)

        assert words
        assert fits(template, words), template


def test_the_phrases_cover_one_to_five_syllables() -> None:
    assert [line_syllables(phrase) for phrase in PHRASES] == [1, 2, 3, 4, 5]


def test_there_are_enough_topics_and_lines() -> None:
    assert len(TOPICS) >= 24
    assert sum(len(couplets(bank)) for bank in BANKS) >= 150
