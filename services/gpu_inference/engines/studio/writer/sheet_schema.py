"""What a recipe leaves open, as the JSON schema of the answer that fills it in."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from services.gpu_inference.engines.studio.writer.song_size import SongSize
from services.gpu_inference.engines.studio.writer.tags import has_tags
from shared.contracts.songs import SongRecipe
from shared.domain.categories import CATEGORIES
from shared.domain.songs import SongMode

Schema: TypeAlias = dict[str, Any]

SECTIONS: Final = ("intro", "verse", "pre-chorus", "chorus", "bridge", "outro")
SLOWEST_BPM: Final = 40
FASTEST_BPM: Final = 220
TIME_SIGNATURES: Final = ("3", "4", "6")
KEY_SCALES: Final = tuple(
    f"{tonic} {scale}"
    for scale, tonics in (
        ("major", ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")),
        ("minor", ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")),
    )
    for tonic in tonics
)
# Of the fifty-odd that ACE-Step 1.5 is said to sing, those with an ISO 639-1 code.
# fmt: off
LANGUAGES: Final = (
    "ar", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr",
    "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "ms", "ne", "nl", "no",
    "pa", "pl", "pt", "ro", "ru", "sk", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr",
    "uk", "ur", "vi", "zh",
)
# fmt: on
LONGEST_TITLE: Final = 60

_FEWEST_TAGS, _MOST_TAGS = 4, 8
_LONGEST_TAG: Final = 30
_BYTES_A_CHARACTER: Final = 4
_DIGITS: Final = 3


def asked_of(recipe: SongRecipe) -> tuple[str, ...]:
    """The names of what the model must write, in the order in which it thinks best.

    What the person wrote is never asked for again.
    """
    wants_lyrics = not recipe.instrumental and not _lyrics_given(recipe)
    wanted = {
        "language": not recipe.instrumental,
        "tags": recipe.mode == SongMode.DESCRIPTION or not has_tags(recipe.prompt),
        "categories": True,
        "bpm": True,
        "key_scale": True,
        "time_signature": True,
        "lyrics": wants_lyrics,
        "title": not recipe.title.strip(),
    }
    return tuple(name for name, is_wanted in wanted.items() if is_wanted)


def schema_of(recipe: SongRecipe) -> Schema:
    size = SongSize.of(recipe.audio_duration)
    return _object({name: _FIELDS[name](size) for name in asked_of(recipe)})


def longest_answer(schema: Schema) -> int:
    """Bytes of the longest JSON that follows the schema: no more tokens are ever needed."""
    if "enum" in schema:
        return max(len(json.dumps(value)) for value in schema["enum"])
    if schema["type"] == "string":
        return int(schema["maxLength"]) * _BYTES_A_CHARACTER + len('""')
    if schema["type"] == "integer":
        return _DIGITS
    if schema["type"] == "array":
        item = longest_answer(schema["items"])
        return int(schema["maxItems"]) * (item + len(", ")) + len("[]")
    fields: Mapping[str, Schema] = schema["properties"]
    return len("{}") + sum(
        len(json.dumps(name)) + len(": , ") + longest_answer(field)
        for name, field in fields.items()
    )


def _lyrics_given(recipe: SongRecipe) -> bool:
    return recipe.mode == SongMode.LYRICS and bool(recipe.lyrics.strip())


def _text(longest: int) -> Schema:
    # Not blank: it begins with what is no space.
    pattern = rf"^[^\s\\\"][^\r\n\t\\\"]{{0,{longest - 1}}}$"
    return {"type": "string", "pattern": pattern, "maxLength": longest}


def _list(item: Schema, *, fewest: int, most: int) -> Schema:
    return {"type": "array", "items": item, "minItems": fewest, "maxItems": most}


def _object(fields: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "additionalProperties": False,
    }


def _lyrics(size: SongSize) -> Schema:
    lines = _list(
        _text(size.longest_line), fewest=size.fewest_lines, most=size.most_lines
    )
    section = _object({"section": {"enum": list(SECTIONS)}, "lines": lines})
    return _list(section, fewest=size.fewest_sections, most=size.most_sections)


_FIELDS: Final[Mapping[str, Callable[[SongSize], Schema]]] = {
    "language": lambda _: {"enum": list(LANGUAGES)},
    "tags": lambda _: _list(_text(_LONGEST_TAG), fewest=_FEWEST_TAGS, most=_MOST_TAGS),
    "categories": lambda _: _list({"enum": list(CATEGORIES)}, fewest=3, most=5),
    "bpm": lambda _: {
        "type": "integer",
        "minimum": SLOWEST_BPM,
        "maximum": FASTEST_BPM,
    },
    "key_scale": lambda _: {"enum": list(KEY_SCALES)},
    "time_signature": lambda _: {"enum": list(TIME_SIGNATURES)},
    "lyrics": _lyrics,
    "title": lambda _: _text(LONGEST_TITLE),
}
