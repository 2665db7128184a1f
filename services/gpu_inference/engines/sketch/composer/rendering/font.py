"""A SoundFont player: plays tracks one after the other on one loaded font."""

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import tinysoundfont
from typing_extensions import override

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.rendering.events import (
    Event,
    Part,
)
from services.gpu_inference.engines.sketch.composer.rendering.player import Player

_CHANNEL: Final = 0
_DRUM_BANK: Final = 128
_VOICES: Final = 160
_GAIN_DB: Final = -6.0
_PIANOS: Final = (0, 1, 3)
_STAND_IN: Final = 2
"""The electric grand."""
_PROBE_KEY: Final = 60
_PROBE_VELOCITY: Final = 100
_PROBE_FRAMES: Final = 24_000
_FAINT: Final = 0.02
"""A healthy piano peaks above 0.05 at this gain."""
_FLUSH_FRAMES: Final = 4_800
"""A released voice is silent within 100 ms."""


class FontPlayer(Player):
    """Loading takes seconds, so a player is kept; it plays one part at a time."""

    def __init__(self, soundfont: Path) -> None:
        self._synth = tinysoundfont.Synth(gain=_GAIN_DB, samplerate=SAMPLE_RATE)
        self._font = self._synth.sfload(str(soundfont), max_voices=_VOICES)
        self._events: tuple[Event, ...] = ()
        self._next = 0
        self._position = 0
        self._faint = tuple(p for p in _PIANOS if self._is_faint(p))

    @override
    def begin(self, part: Part) -> None:
        # Whatever an earlier, perhaps cancelled, part left ringing must not be heard.
        self._synth.sounds_off(_CHANNEL)
        self._synth.generate_simple(_FLUSH_FRAMES)
        bank, program = self._preset(part)
        self._synth.program_select(_CHANNEL, self._font, bank, program, part.is_drums)
        self._events = part.events
        self._next = 0
        self._position = 0

    def _preset(self, part: Part) -> tuple[int, int]:
        """The part's sound if the font has it, else the nearest that it has."""
        program = part.program
        if part.is_drums:
            return _DRUM_BANK, program if self._has(_DRUM_BANK, program) else 0
        if program in self._faint:
            program = _STAND_IN
        bank = part.bank if self._has(part.bank, program) else 0
        return bank, program if self._has(bank, program) else 0

    def _is_faint(self, program: int) -> bool:
        """Some fonts leave loudness to modulators, which this synthesizer ignores."""
        if not self._has(0, program) or not self._has(0, _STAND_IN):
            return False
        self._synth.program_select(_CHANNEL, self._font, 0, program, False)
        self._synth.noteon(_CHANNEL, _PROBE_KEY, _PROBE_VELOCITY)
        heard = np.frombuffer(self._synth.generate_simple(_PROBE_FRAMES), np.float32)
        self._synth.sounds_off(_CHANNEL)
        self._synth.generate_simple(_FLUSH_FRAMES)
        return float(np.abs(heard).max()) < _FAINT

    def _has(self, bank: int, program: int) -> bool:
        return self._synth.sfpreset_name(self._font, bank, program) is not None

    @override
    def play(self, frames: int) -> npt.NDArray[np.float32]:
        block = np.zeros((frames, 2), dtype=np.float32)
        view = memoryview(block.data).cast("B")
        done = 0
        while done < frames:
            self._strike()
            until = frames
            if self._next < len(self._events):
                until = min(
                    frames, self._events[self._next].frame - self._position + done
                )
            step = until - done
            self._synth.generate_simple(step, view[done * 8 : until * 8])
            self._position += step
            done = until
        return block

    def _strike(self) -> None:
        """Send every event that is due."""
        while (
            self._next < len(self._events)
            and self._events[self._next].frame <= self._position
        ):
            event = self._events[self._next]
            if event.velocity:
                self._synth.noteon(_CHANNEL, event.pitch, event.velocity)
            else:
                self._synth.noteoff(_CHANNEL, event.pitch)
            self._next += 1
