"""What a person may ask for, over HTTP."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationInfo,
    field_validator,
)

from services.gateway.text import clean_line, clean_text
from shared.contracts.songs import SongRecipe
from shared.domain import limits
from shared.domain.songs import SongMode

# Above this a JavaScript client would round the seed and could not ask for it again.
LARGEST_SEED = 2**53 - 1

_TEXTS = {
    SongMode.DESCRIPTION: ("full_described_song",),
    SongMode.LYRICS: ("prompt", "lyrics"),
    SongMode.DESCRIBED_LYRICS: ("prompt", "described_lyrics"),
}
_EXAMPLE: dict[str, JsonValue] = {
    "mode": "description",
    "full_described_song": "A warm lo-fi song about a night train by the sea",
    "audio_duration": 60,
}
_BLANK_WHEN_INSTRUMENTAL = ("lyrics", "described_lyrics")


Words = Annotated[str, AfterValidator(clean_text)]
Description = Annotated[Words, Field(max_length=limits.LONGEST_DESCRIPTION)]
Prompt = Annotated[Words, Field(max_length=limits.LONGEST_PROMPT)]
Lyrics = Annotated[Words, Field(max_length=limits.LONGEST_LYRICS)]
Seconds = Annotated[
    float,
    Field(
        ge=limits.SHORTEST_SONG_SECONDS,
        le=limits.LONGEST_SONG_SECONDS,
        allow_inf_nan=False,
        strict=True,
    ),
]
Title = Annotated[
    str,
    AfterValidator(clean_line),
    Field(min_length=1, max_length=limits.LONGEST_TITLE),
]
Seed = Annotated[int, Field(ge=-1, le=LARGEST_SEED, strict=True)]
GuidanceScale = Annotated[float, Field(ge=1, le=30, allow_inf_nan=False, strict=True)]
Steps = Annotated[int, Field(ge=1, le=100, strict=True)]


class SongCreate(BaseModel):
    """Which texts are needed depends on ``mode``; the others stay blank."""

    model_config = ConfigDict(
        extra="forbid",
        validate_default=True,
        json_schema_extra={"examples": [_EXAMPLE]},
    )

    # The texts are judged by these two, so these come first.
    mode: SongMode
    instrumental: bool = False
    full_described_song: Description = ""
    prompt: Prompt = ""
    lyrics: Lyrics = ""
    described_lyrics: Description = ""
    title: Annotated[
        str, AfterValidator(clean_line), Field(max_length=limits.LONGEST_TITLE)
    ] = ""
    audio_duration: Seconds = 180
    seed: Seed = -1
    guidance_scale: GuidanceScale | None = None
    infer_step: Steps | None = None
    takes: Annotated[int, Field(ge=1, le=limits.MOST_TAKES, strict=True)] = 1

    @field_validator(
        "full_described_song", "prompt", "lyrics", "described_lyrics", mode="after"
    )
    @classmethod
    def _fits_mode(cls, text: str, info: ValidationInfo) -> str:
        mode = info.data.get("mode")
        if mode is None or info.field_name is None:
            return text
        if info.field_name not in _TEXTS[mode]:
            return _left_blank(text, mode)
        optional = info.field_name in _BLANK_WHEN_INSTRUMENTAL
        if not text and not (optional and info.data.get("instrumental")):
            raise ValueError(f"must not be blank in mode {mode}")
        return text

    def recipe(self, *, seed: int) -> SongRecipe:
        return SongRecipe(**self.model_dump(exclude={"takes", "seed"}), seed=seed)


class SongChange(BaseModel):
    """What is left out, or null, stays as it is."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"title": "Night Train"}]}
    )

    title: Title | None = None
    published: Annotated[bool, Field(strict=True)] | None = None


class Regeneration(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"seed": 7}]}
    )

    seed: Seed | None = Field(
        default=None,
        description="Left out: the song's own, which makes the same song. -1: chosen.",
    )


def _left_blank(text: str, mode: SongMode) -> str:
    if text:
        raise ValueError(f"is not used in mode {mode}; leave it out")
    return text
