"""From counts and seconds to what the tables say."""


def matmul_flops(rows: int, columns: int, *, inner: int) -> int:
    """A multiplication and an addition count as two, as data sheets count them."""
    return 2 * rows * columns * inner


def teraflops(flops: float, *, seconds: float) -> float:
    """A second."""
    return flops / seconds / 1e12


def songs_per_hour(songs: int, *, seconds: float) -> float:
    return songs / seconds * 3600


def realtime_factor(audio_seconds: float, *, seconds: float) -> float:
    """How many times faster than it plays."""
    return audio_seconds / seconds


def percent(part: float, *, whole: float) -> float:
    return 100 * part / whole


def full_batches(songs: int, *, batch: int) -> int:
    """At least so many songs, and two batches, so that stages can overlap; no half ones."""
    return max(2, -(-songs // batch)) * batch
