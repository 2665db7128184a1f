"""What the original's front ends send."""

from typing import Any, ClassVar, Final, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticUseDefault

from services.gateway.songs.requests import (
    Description,
    GuidanceScale,
    Lyrics,
    Prompt,
    Seconds,
    Seed,
    SongCreate,
    Steps,
)
from shared.domain.songs import SongMode


class Asked(BaseModel):
    """The options that each of the three has; the bounds are those of any song."""

    # The one place that does not refuse what it does not know: the original ignored it,
    # and its front ends send more than it read.
    model_config = ConfigDict(extra="ignore")

    mode: ClassVar[SongMode]

    audio_duration: Seconds | None = 180
    seed: Seed | None = -1
    guidance_scale: GuidanceScale | None = 15
    infer_step: Steps | None = 60
    instrumental: bool | None = False

    @field_validator("*", mode="before")
    @classmethod
    def _as_the_original_read_it(cls, value: Any, info: ValidationInfo) -> Any:
        name = info.field_name or ""
        if value is None and not cls.model_fields[name].is_required():
            raise PydanticUseDefault
        # Its database kept whole numbers as floats.
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value

    @model_validator(mode="after")
    def _is_a_song(self) -> Self:
        # What it refuses, it refuses by the names of these same fields.
        self.song()
        return self

    def song(self) -> SongCreate:
        return SongCreate(mode=self.mode, **self.model_dump())


class FromDescription(Asked):
    mode = SongMode.DESCRIPTION

    full_described_song: Description


class WithLyrics(Asked):
    mode = SongMode.LYRICS

    prompt: Prompt
    lyrics: Lyrics | None = ""
    """Blank, or left out, only when instrumental."""


class WithDescribedLyrics(Asked):
    mode = SongMode.DESCRIBED_LYRICS

    prompt: Prompt
    described_lyrics: Description | None = ""
    """Blank, or left out, only when instrumental."""


DEMO: Final = SongCreate(
    mode=SongMode.LYRICS,
    title="Kettle and Sun",
    prompt="indie folk, warm, acoustic guitar, soft drums, gentle voice, 96 bpm",
    lyrics=(
        "[verse]\n"
        "The kettle hums before the street\n"
        "A stripe of sun across my feet\n\n"
        "[chorus]\n"
        "Good morning, slow and gold\n"
        "Good morning, let it unfold"
    ),
    audio_duration=30,
)
