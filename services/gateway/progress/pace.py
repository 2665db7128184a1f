"""How fast songs are begun: the mean of the last minutes, out of looks at the last seconds."""

from typing import Final

WINDOW_SECONDS: Final = 30.0
"""What a figure of Temporal's is the mean of."""
MEMORY_SECONDS: Final = 600.0
_LONGEST_GAP_SECONDS: Final = 60.0


class Pace:
    """One machine begins a song a minute: in half a minute it begins one, or none.

    So a single figure says twice too much, or nothing; their mean over ten minutes tells.
    """

    def __init__(self) -> None:
        self._mean = 0.0
        self._seen_seconds = 0.0
        self._noted_at: float | None = None

    def note(self, rate: float, *, at: float) -> float:
        """Songs a second, with the figure of a moment (of a steady clock's seconds)."""
        since = WINDOW_SECONDS if self._noted_at is None else at - self._noted_at
        if since > _LONGEST_GAP_SECONDS:
            # Nobody has looked for a while: what was is no guide any more.
            self._seen_seconds, since = 0.0, WINDOW_SECONDS
        self._noted_at = at
        self._seen_seconds = min(self._seen_seconds + since, MEMORY_SECONDS)
        if self._seen_seconds > 0:
            self._mean += (rate - self._mean) * since / self._seen_seconds
        return self._mean
