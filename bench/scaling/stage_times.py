"""How long each stage of a song takes on a machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from bench.scaling.songs import Song, Work


class Stage(IntEnum):
    """Passes of a model; each model has a stream of its own on the machine's card."""

    WRITE = 0
    DENOISE = 1
    PAINT = 2
    DECODE = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What one machine takes at once."""

    batch: int
    writer_batch: int
    slots: int
    """Activities."""
    encoders: int
    patience_seconds: float
    contention: float
    """A pass lasts longer by this share for each other model that is busy."""

    def most(self, stage: Stage) -> int:
        """Songs in one pass of a model."""
        match stage:
            case Stage.WRITE:
                return self.writer_batch
            case Stage.DECODE:
                return 1
        return self.batch

    @classmethod
    def of(cls, values: Mapping[str, float]) -> Self:
        batch = int(values["batch"])
        slots = batch * values["batches_at_once"] + values["spare_activities"]
        return cls(
            batch=batch,
            writer_batch=int(values["writer_batch"]),
            slots=int(slots),
            encoders=int(values["encoders"]),
            patience_seconds=values["patience_seconds"],
            contention=values["contention"],
        )


class StageTimes:
    """From the inputs: a part for each pass, and one for each song in it."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self._write = values["write_seconds"], values["write_seconds_each"]
        self._paint = values["paint_seconds"], values["paint_seconds_each"]
        self._denoise = values["denoise_seconds"], values["denoise_seconds_each"]
        self._decode = values["decode_seconds_each"]
        self._flac, self._mp3 = values["flac_seconds_each"], values["mp3_seconds_each"]
        self._storing = [_storing(work, values) for work in Work]
        self.between = values["workflow_seconds"]
        """Seconds that a song's workflow takes beside its work."""

    def of_pass(self, stage: Stage, songs: Sequence[Song]) -> float:
        """Seconds, with the card for itself."""
        match stage:
            case Stage.WRITE:
                return self._write[0] + self._write[1] * len(songs)
            case Stage.PAINT:
                return self._paint[0] + self._paint[1] * len(songs)
            case Stage.DENOISE:
                music = songs[0].seconds * len(songs)
                return self._denoise[0] + self._denoise[1] * music
            case Stage.DECODE:
                return self._decode * songs[0].seconds

    def of_encoding(self, work: Work, song: Song) -> float:
        """Seconds of one core: the master when composed, the listeners' file at the end."""
        return (self._mp3 if work is Work.FINISH else self._flac) * song.seconds

    def of_storing(self, work: Work, song: Song) -> float:
        """Seconds to fetch and store what the work reads and leaves."""
        always, each = self._storing[work]
        return always + each * song.seconds


def _storing(work: Work, values: Mapping[str, float]) -> tuple[float, float]:
    """Seconds of any song, and of each second of its music."""
    flac, mp3 = values["flac_bytes"], values["mp3_bytes"]
    cover = values["cover_bytes"]
    requests, size, size_each = {
        Work.WRITE: (0, 0.0, 0.0),
        Work.COMPOSE: (1, 0.0, flac),
        Work.PAINT: (1, cover, 0.0),
        # Master and cover come, master and listeners' file go.
        Work.FINISH: (4, cover, 2 * flac + mp3),
    }[work]
    rate = values["store_bytes_per_second"]
    return requests * values["store_seconds"] + size / rate, size_each / rate
