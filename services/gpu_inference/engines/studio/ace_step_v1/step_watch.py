"""Progress and cancellation for a pipeline that offers neither."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def watched_steps(pipeline: Any, *, on_step: Callable[[int], None]) -> Iterator[None]:
    """Call ``on_step(step)`` as each step begins, from 0; it may raise to stop the song.

    The pipeline calls its transformer by ``decode``, not ``forward``, so torch's hooks
    do not see it: once a step, or twice where it is guided, always with one timestep.
    """
    transformer = pipeline.ace_step_transformer
    decode = transformer.decode
    latest: Any = None
    step = 0

    def watched(*positional: Any, **named: Any) -> Any:
        nonlocal latest, step
        # The same object, not an equal one: to compare values would stall the device.
        if named["timestep"] is not latest:
            latest = named["timestep"]
            on_step(step)
            step += 1
        return decode(*positional, **named)

    transformer.decode = watched
    try:
        yield
    except BaseException:
        _remove_hooks(pipeline)
        raise
    finally:
        del transformer.decode


def _remove_hooks(pipeline: Any) -> None:
    """It weakens some layers by hooks, and leaves them there when a pass fails."""
    for model in (pipeline.ace_step_transformer, pipeline.text_encoder_model):
        for part in model.modules():
            part._forward_hooks.clear()
