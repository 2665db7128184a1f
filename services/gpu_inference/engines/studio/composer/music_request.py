"""One song as ACE-Step is asked for it."""

import math
import re
from dataclasses import dataclass
from typing import Final

from shared.contracts.songs import ComposeAudio

INSTRUMENTAL: Final = "[Instrumental]"
"""What the model was taught to read where nothing is sung."""
NO_LANGUAGE: Final = "unknown"

# Written by a person they would end the text for the model, or pose as another part.
_CONTROL_TOKENS: Final = re.compile(r"<\|[^<>|]*\|>")


@dataclass(frozen=True, kw_only=True, slots=True)
class MusicRequest:
    prompt: str
    """Style tags, comma separated."""
    lyrics: str
    language: str
    """ISO 639-1, or ``NO_LANGUAGE``."""
    bpm: int
    key_scale: str
    time_signature: str
    seconds: int
    """Whole: songs of one length share a pass; what is too long is cut afterwards."""
    seed: int
    steps: int
    guidance: float
    """1 or less: none."""
    is_careful: bool = False
    """Made alone, by the pipeline's own call: slower, and another path than before."""

    @property
    def is_guided(self) -> bool:
        return self.guidance > 1


def music_request(
    request: ComposeAudio, *, steps: int, guidance: float
) -> MusicRequest:
    sheet = request.sheet
    has_words = bool(sheet.lyrics.strip()) and not request.instrumental
    return MusicRequest(
        prompt=_plain(sheet.prompt),
        lyrics=_plain(sheet.lyrics) if has_words else INSTRUMENTAL,
        language=sheet.language if has_words else NO_LANGUAGE,
        bpm=sheet.bpm,
        key_scale=sheet.key_scale,
        time_signature=sheet.time_signature,
        seconds=math.ceil(request.audio_duration),
        seed=request.seed,
        steps=steps,
        guidance=guidance,
    )


def _plain(text: str) -> str:
    return _CONTROL_TOKENS.sub(" ", text)
