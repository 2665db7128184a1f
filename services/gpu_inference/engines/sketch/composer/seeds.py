"""One stable stream of chance for each decision, so that a seed is a song."""

import hashlib
import random


def stream(seed: int, *names: str | int) -> random.Random:
    """Return a generator that depends on ``seed`` and ``names`` alone.

    Each decision has its own stream: a new drum fill must not change the melody.
    """
    label = ":".join(str(part) for part in (seed, *names))
    digest = hashlib.sha256(label.encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))
