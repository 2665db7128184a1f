"""The built-in voices: one note of a synthesizer, drawn from single-cycle waves."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.instruments import VoiceName

Wave = npt.NDArray[np.float32]

_TABLE_BITS: Final = 15
_TABLE: Final = 1 << _TABLE_BITS
_TURN: Final = 1 << 32
_TOP_HERTZ: Final = 16_000.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """Two mixtures of harmonics, bright and dark, and how the one fades to the other."""

    tilt: float
    """Harmonic ``n`` has the strength ``1 / n**tilt`` in the bright wave."""
    odd_only: bool = False
    dark_tilt: float = 2.6
    attack_seconds: float = 0.004
    decay_seconds: float = 8.0
    """Time to fall by 20 dB while the key is down."""
    release_seconds: float = 0.08
    brightness_seconds: float = 0.4
    """How fast the bright wave gives way to the dark one."""
    floor: float = 0.2
    """What of the bright wave stays."""
    detunes: tuple[float, ...] = (0.0,)
    """Cents, one for each oscillator."""
    width: float = 0.0
    """How far the oscillators are spread, 0 to 1."""
    vibrato_cents: float = 0.0
    drive: float = 0.0


_WIDE: Final = (-17.0, -9.0, -3.0, 0.0, 4.0, 10.0, 18.0)

VOICES: Final[dict[VoiceName, Voice]] = {
    "pluck": Voice(tilt=1.0, decay_seconds=0.7, brightness_seconds=0.12, floor=0.04, release_seconds=0.25, detunes=(-4.0, 4.0), width=0.5),
    "keys": Voice(tilt=1.5, decay_seconds=1.6, brightness_seconds=0.3, floor=0.1, release_seconds=0.2),
    "organ": Voice(tilt=1.3, decay_seconds=30, floor=0.5, attack_seconds=0.008, odd_only=True),
    "pad": Voice(tilt=1.25, attack_seconds=0.28, release_seconds=0.6, decay_seconds=30, brightness_seconds=2.5, floor=0.3, detunes=(-11.0, -5.0, 0.0, 6.0, 12.0), width=0.9),
    "saw": Voice(tilt=1.0, brightness_seconds=0.5, floor=0.4, detunes=(-6.0, 0.0, 7.0), width=0.4, attack_seconds=0.008, vibrato_cents=8, decay_seconds=12, release_seconds=0.12),
    "square": Voice(tilt=1.1, odd_only=True, brightness_seconds=0.4, floor=0.35, detunes=(-4.0, 4.0), width=0.3, vibrato_cents=10, decay_seconds=12, release_seconds=0.12),
    "bell": Voice(tilt=1.9, decay_seconds=0.9, brightness_seconds=0.1, floor=0.1, release_seconds=0.6, odd_only=True, detunes=(-2.0, 2.0), width=0.6),
    "wind": Voice(tilt=1.7, attack_seconds=0.05, decay_seconds=20, brightness_seconds=1.0, floor=0.5, vibrato_cents=14, release_seconds=0.1),
    "bass": Voice(tilt=1.4, decay_seconds=1.6, brightness_seconds=0.15, floor=0.15),
    "sub": Voice(tilt=3.2, dark_tilt=4.5, decay_seconds=2.2, brightness_seconds=0.08, floor=0.2, attack_seconds=0.006, drive=1.2),
    "reese": Voice(tilt=1.15, decay_seconds=20, brightness_seconds=0.8, floor=0.35, detunes=(-14.0, 0.0, 15.0), drive=0.8),
    "acid": Voice(tilt=1.0, dark_tilt=2.2, decay_seconds=0.9, brightness_seconds=0.11, floor=0.1, drive=1.0),
    "drive": Voice(tilt=1.0, decay_seconds=6, brightness_seconds=1.2, floor=0.5, detunes=(-5.0, 5.0), width=0.4, drive=2.0),
    "supersaw": Voice(tilt=1.0, attack_seconds=0.012, decay_seconds=20, brightness_seconds=1.0, floor=0.55, detunes=_WIDE, width=1.0, release_seconds=0.18),
}  # fmt: skip


@lru_cache(maxsize=128)
def _cycle(tilt: float, harmonics: int, odd_only: bool) -> Wave:
    """One period."""
    numbers = np.arange(1, harmonics + 1)
    strengths = numbers.astype(np.float64) ** -tilt
    if odd_only:
        strengths[1::2] *= 0.06
    spectrum = np.zeros(_TABLE // 2 + 1, dtype=np.complex128)
    spectrum[1 : harmonics + 1] = -1j * strengths
    wave = np.fft.irfft(spectrum, _TABLE)
    wave /= np.sqrt(np.mean(wave**2)) + 1e-12
    return np.asarray(wave, dtype=np.float32)


def _envelope(voice: Voice, held: int, total: int) -> Wave:
    time = np.arange(total, dtype=np.float32) / SAMPLE_RATE
    rise = np.minimum(1.0, time / voice.attack_seconds)
    fall = np.exp(
        -2.3 * np.maximum(0.0, time - voice.attack_seconds) / voice.decay_seconds
    )
    after = np.maximum(0.0, time - held / SAMPLE_RATE)
    # Four time constants, and a straight line that reaches nought exactly.
    release = np.exp(-4.0 * after / voice.release_seconds)
    line = np.clip((total / SAMPLE_RATE - time) / 0.01, 0.0, 1.0)
    return np.asarray(rise * fall * release * line, dtype=np.float32)


def _phase(
    hertz: float, voice: Voice, total: int, *, turn: float
) -> npt.NDArray[np.uint32]:
    """Phase as a 32-bit turn that wraps by itself, with a vibrato that arrives late."""
    step = round(hertz / SAMPLE_RATE * _TURN)
    phase = np.arange(total, dtype=np.uint32) * np.uint32(step)
    phase += np.uint32(turn % 1.0 * _TURN)
    if voice.vibrato_cents:
        time = np.arange(total, dtype=np.float64) / SAMPLE_RATE
        depth = hertz * (2 ** (voice.vibrato_cents / 1200) - 1)
        swell = np.clip((time - 0.18) / 0.3, 0.0, 1.0)
        drift = swell * depth * np.sin(34.0 * time) / 34.0
        phase += (drift * _TURN).astype(np.int64).astype(np.uint32)
    return phase


def _read(table: Wave, phase: npt.NDArray[np.uint32]) -> Wave:
    """The nearest entry is near enough in a table this long."""
    return np.asarray(table[phase >> np.uint32(32 - _TABLE_BITS)])


def _riser(held: int) -> Wave:
    """Noise that grows and brightens until it is let go, shape (frames, 2)."""
    noise = np.random.default_rng(held).standard_normal((held, 2)).astype(np.float32)
    rise = np.linspace(0.0, 1.0, held, dtype=np.float32)[:, None]
    smooth = np.cumsum(noise, axis=0)
    smooth[16:] = (smooth[16:] - smooth[:-16]) / 4
    dark = 1 - rise
    line = np.minimum(1.0, (1 - rise) * held / 480)
    return np.asarray(0.1 * rise**2 * line * (dark * smooth + rise * noise))


def draw(name: VoiceName, *, pitch: int, held: int, velocity: int) -> Wave:
    """Draw a note held for ``held`` frames, with its release, shape (frames, 2)."""
    if name == "riser":
        return _riser(held)
    voice = VOICES[name]
    hertz = 440.0 * 2 ** ((pitch - 69) / 12)
    total = held + int(voice.release_seconds * SAMPLE_RATE)
    harmonics = max(1, min(512, int(_TOP_HERTZ / hertz)))
    bright = _cycle(voice.tilt, harmonics, voice.odd_only)
    dark = _cycle(voice.dark_tilt, harmonics, voice.odd_only)
    seconds = np.arange(total, dtype=np.float32) / SAMPLE_RATE
    share = voice.floor + (1 - voice.floor) * np.exp(
        -seconds / voice.brightness_seconds
    )
    share *= 0.55 + 0.45 * velocity / 127
    sound = np.zeros((total, 2), dtype=np.float32)
    for number, cents in enumerate(voice.detunes):
        # The golden ratio spreads starting phases evenly for any number of oscillators.
        turn = number * 0.618 if len(voice.detunes) > 1 else 0.0
        phase = _phase(hertz * 2 ** (cents / 1200), voice, total, turn=turn)
        low = _read(dark, phase)
        tone = low + share * (_read(bright, phase) - low)
        spread = (number / max(1, len(voice.detunes) - 1) - 0.5) * voice.width
        sound[:, 0] += tone * np.float32(np.sqrt(0.5 - spread))
        sound[:, 1] += tone * np.float32(np.sqrt(0.5 + spread))
    sound /= np.float32(np.sqrt(len(voice.detunes)))
    if voice.drive:
        sound = np.tanh(sound * np.float32(voice.drive)) / np.float32(voice.drive)
    loudness = np.float32(0.2 * (velocity / 127) ** 1.6)
    return np.asarray(sound * _envelope(voice, held, total)[:, None] * loudness)
