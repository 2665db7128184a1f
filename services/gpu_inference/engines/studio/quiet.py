"""Keeps the model libraries' own chatter out of the worker's log."""

import warnings

import transformers.utils.logging as transformers_log
from diffusers.utils import logging as diffusers_log


def hush_libraries() -> None:
    """Call before anything else of them is imported: some talk while they load."""
    transformers_log.set_verbosity_error()
    transformers_log.disable_progress_bar()
    diffusers_log.set_verbosity_error()
    diffusers_log.disable_progress_bar()
    # Once for each convolution of the audio decoder, whose norms are then folded away.
    warnings.filterwarnings("ignore", message=".*weight_norm.*", category=FutureWarning)
