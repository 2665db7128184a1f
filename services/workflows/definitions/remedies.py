"""What whoever runs the service may do about songs that failed, by the failure's code."""

from typing import Final

_NOTHING: Final = "nothing: it is the owner's turn."

REMEDIES: Final = {
    "engine_failed": (
        "nothing for one song. When several end so: the error of the last activity below"
        " says what was tried, the worker's log of that minute says why."
    ),
    "insufficient_credits": _NOTHING,
    "bad_words": (
        "nothing for one song. When many end so: is the language model whole"
        " (`musicgenerator models check`), and has it been changed?"
    ),
    "bad_audio": (
        "nothing for one song. When many end so: `musicgenerator models check`, then the"
        " device and its driver."
    ),
    "out_of_memory": (
        "lower INFERENCE_BATCH, free the device of other programs, or give the worker a"
        " larger one."
    ),
    "engine_crashed": (
        "look for `job_broken`, `engine_wedged` and `batch_halved` in the inference"
        " worker's log; then at the device (`nvidia-smi`)."
    ),
    "timed_out": (
        "compare the songs that wait with the inference workers that run, and start more"
        " of them; a song waits six hours at most."
    ),
    "interrupted": "find out who terminated its workflow: cancel songs, never terminate.",
    "unusable_request": (
        "compare the song's `recipe` with `SongRecipe`: a newer version has written it, or"
        " somebody by hand."
    ),
}


def remedy_of(code: str) -> str:
    return REMEDIES.get(code, REMEDIES["engine_failed"])
