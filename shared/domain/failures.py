"""Why a song failed, in words its owner can use."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    code: str
    message: str


_UNKNOWN = Failure(
    code="engine_failed",
    message="The song could not be made, although it was tried several times.",
)

INTERRUPTED = Failure(
    code="interrupted",
    message="Work on the song was ended from outside. Its credit came back: ask again.",
)
"""Its workflow is closed, or lost, and has not ended it."""

_BY_ERROR = {
    "InsufficientCredits": Failure(
        code="insufficient_credits",
        message="There were not enough credits when the song's turn came.",
    ),
    "BadAudio": Failure(
        code="bad_audio",
        message="The music came out damaged, so it was not kept. Try another seed.",
    ),
    "OutOfMemory": Failure(
        code="out_of_memory",
        message="The song is too long for the machine that makes it. Try a shorter one.",
    ),
    "UnusableWords": Failure(
        code="bad_words",
        message="No usable words came out. Describe the song in other words.",
    ),
    "EngineCrashed": Failure(
        code="engine_crashed",
        message="The music engine stopped several times while making this song.",
    ),
    "UnusableRecipe": Failure(
        code="unusable_request",
        message="What was asked for could not be read. Its credit came back: ask again.",
    ),
    "TimeoutError": Failure(
        code="timed_out",
        message="The song took longer than it may, so it was stopped.",
    ),
}


def failure_of(error_type: str) -> Failure:
    """The failure that an error of this class name means to a person."""
    return _BY_ERROR.get(error_type, _UNKNOWN)
