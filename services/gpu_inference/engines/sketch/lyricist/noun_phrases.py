"""Things a person speaks of: short noun phrases, found without a parser."""

from collections.abc import Iterator, Sequence
from typing import Final

from services.gpu_inference.engines.sketch.lyricist import english
from services.gpu_inference.engines.sketch.lyricist.topics import is_known_noun

_MOST_WORDS: Final = 4


def things_in(clause: Sequence[str], *, proper: frozenset[str]) -> Iterator[str]:
    """Phrases such as ``my mother's kitchen`` or ``the rain``, made definite.

    ``a``, ``his`` and the like become ``the``: a listener has not met that person.
    """
    words = [word.casefold() for word in clause]
    place = 0
    while place < len(words):
        if words[place] in english.DETERMINERS:
            size = _phrase_size(words, place + 1, proper=proper, is_introduced=True)
            owner = words[place] if words[place] in english.OWNED else "the"
            if size:
                yield " ".join((owner, *words[place + 1 : place + 1 + size]))
            place += 1 + size
            continue
        size = _phrase_size(words, place, proper=proper, is_introduced=False)
        if size:
            phrase = " ".join(words[place : place + size])
            yield phrase if phrase in english.BARE_NOUNS else f"the {phrase}"
        place += max(1, size)


def _phrase_size(
    words: Sequence[str], start: int, *, proper: frozenset[str], is_introduced: bool
) -> int:
    """How many words from ``start`` make one phrase; none if no noun is in sight."""
    place = start
    while place < len(words) and _describes(
        words, place, proper=proper, is_introduced=is_introduced
    ):
        place += 1
    if place >= len(words) or not _may_be_noun(words[place], proper=proper):
        return 0
    if not (is_introduced or _is_plainly_a_noun(words, place)):
        return 0
    if words[place] in english.ADJECTIVES and not is_known_noun(words[place]):
        return 0
    place += 1
    while place < len(words) and _continues(words, place, proper=proper):
        place += 1
    return place - start if place - start <= _MOST_WORDS else 0


def _is_plainly_a_noun(words: Sequence[str], place: int) -> bool:
    before = words[place - 1] if place else ""
    return is_known_noun(words[place]) and before not in english.BEFORE_A_VERB


def _describes(
    words: Sequence[str], place: int, *, proper: frozenset[str], is_introduced: bool
) -> bool:
    """An adjective or an owner, with something to describe behind it."""
    word = words[place]
    if place + 1 >= len(words) or not _may_be_noun(words[place + 1], proper=proper):
        return False
    if word in english.ADJECTIVES or word.endswith("'s"):
        return True
    if not is_introduced or is_known_noun(word) or word in english.BEINGS:
        return False
    # "a feral pigeon" describes; "a pigeon lands" does not.
    follower_may_be_verb = words[place + 1].endswith(("s", "ed", "ing", "ly"))
    return word.endswith(english.ADJECTIVE_ENDINGS) or not follower_may_be_verb


def _continues(words: Sequence[str], place: int, *, proper: frozenset[str]) -> bool:
    """``coffee shop`` is one thing; ``dog runs`` is not."""
    return (
        (is_known_noun(words[place]) or words[place] in english.COMPOUND_HEADS)
        and words[place] not in english.FUNCTION_WORDS
        and words[place] not in english.ABOUT_MUSIC
        and words[place] not in proper
        and not words[place].endswith(english.VERB_ENDINGS)
    )


def _may_be_noun(word: str, *, proper: frozenset[str]) -> bool:
    if word in english.FUNCTION_WORDS or word in english.ABOUT_MUSIC or word in proper:
        return False
    if not word[0].isalpha():
        return False
    return is_known_noun(word) or word in english.ADJECTIVES or len(word) > 2
