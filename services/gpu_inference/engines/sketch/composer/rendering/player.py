"""What plays a part: a font, or the built-in voices."""

from typing import Protocol

from services.gpu_inference.engines.engine import Samples
from services.gpu_inference.engines.sketch.composer.rendering.events import Part


class Player(Protocol):
    """Plays one part from its start, block after block."""

    def begin(self, part: Part) -> None:
        """Start ``part``; whatever was playing is forgotten."""

    def play(self, frames: int) -> Samples:
        """Return the next ``frames`` of the part, shape (frames, 2)."""
