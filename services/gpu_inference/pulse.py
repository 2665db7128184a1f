"""The pulse of an activity: heartbeats out, cancellation in."""

import threading
from contextvars import copy_context
from typing import Final, Self

from temporalio import activity
from temporalio.exceptions import (
    ApplicationError,
    ApplicationErrorCategory,
    CancelledError,
)

from shared.contracts.progress import Progress

_BEAT_SECONDS: Final = 0.5


class WorkerStopping(ApplicationError):
    """This worker leaves before the activity is done; another one should take it up.

    Benign: it belongs to every update of the service, and is no cause for alarm.
    """

    def __init__(self) -> None:
        super().__init__(
            "The worker is stopping; the song goes on elsewhere.",
            type=type(self).__name__,
            category=ApplicationErrorCategory.BENIGN,
        )


class Pulse:
    """Heartbeats the latest progress from a thread of its own.

    So the activity may wait for a process, a model or an upload and is still known to
    be alive, and hears of its cancellation, which travels back on a heartbeat.
    """

    def __init__(self) -> None:
        self._progress = Progress(step=0, steps=1)
        self._ended = threading.Event()
        context = copy_context()
        self._thread = threading.Thread(target=context.run, args=(self._beat,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def step(self, step: int, steps: int) -> None:
        """Note how far the work is; raise when it should stop."""
        self._progress = Progress(step=step, steps=steps)
        if not activity.is_cancelled():
            return
        details = activity.cancellation_details()
        if details is not None and details.worker_shutdown:
            raise WorkerStopping
        message = "The song is not wanted any more."
        raise CancelledError(message)

    def hold(self, *_: int) -> None:
        """As ``step``, where the work is as far as it was: progress never goes back."""
        self.step(self._progress.step, self._progress.steps)

    def _beat(self) -> None:
        while True:
            activity.heartbeat(self._progress)
            if self._ended.wait(_BEAT_SECONDS):
                return
