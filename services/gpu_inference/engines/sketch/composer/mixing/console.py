"""The mixing desk: plays every stem once, block by block, into one mix and one room."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.engines.sketch.composer.mastering.loudness import (
    hop_powers,
)
from services.gpu_inference.engines.sketch.composer.mixing.filters import (
    BLOCK,
    TAPS,
    TRANSFORM,
    Floats,
    filtered,
    kernel_of,
)
from services.gpu_inference.engines.sketch.composer.mixing.reverb import (
    impulse_response,
)
from services.gpu_inference.engines.sketch.composer.mixing.stems import Stem
from services.gpu_inference.engines.sketch.composer.rendering.events import (
    Part,
    part_of,
)
from services.gpu_inference.engines.sketch.composer.rendering.player import Player

_PROBE_SECONDS: Final = 6
_LONGEST_RING_SECONDS: Final = 4.0
_MOST_GAIN_DB: Final = 30.0
_ROOM_TRANSFORM: Final = 1 << 18
_ROOM_SEED: Final = 1770


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Where stems are added up."""

    mix: Floats
    """Shape (frames, 2)."""
    send: Floats
    """What the room hears, mono, shape (frames,)."""
    pump: Floats
    """Gain that ducks the band under the kick, shape (frames,); empty for none."""


def fullest_window(part: Part) -> tuple[int, int]:
    """Find the six seconds in which a part plays most: first and last frame."""
    width = _PROBE_SECONDS * SAMPLE_RATE
    weights: dict[int, float] = {}
    for sound in part.sounds:
        index = sound.start // width
        # A note that starts just before the window ends is hardly in it.
        heard = min(sound.length, SAMPLE_RATE, (index + 1) * width - sound.start)
        weight = sound.velocity**2 * heard
        weights[index] = weights.get(index, 0.0) + weight
    best = max(sorted(weights), key=lambda index: weights[index])
    return best * width, (best + 1) * width


def measured_loudness(part: Part, player: Player) -> float:
    """Play the fullest six seconds alone; LUFS of its louder moments."""
    begin, end = fullest_window(part)
    sounds = tuple(
        replace(sound, start=sound.start - begin)
        for sound in part.sounds
        if begin <= sound.start < end
    )
    player.begin(replace(part, sounds=sounds))
    powers = hop_powers(player.play(end - begin))
    loudest = powers.max(initial=1e-12)
    heard = powers[powers > loudest / 30]
    if not len(heard):
        return -60.0
    return float(-0.691 + 10 * math.log10(max(1e-12, heard.mean())))


def _active_blocks(part: Part, *, frames: int) -> list[bool]:
    """Which blocks have anything in them; silence is not worth a transform."""
    blocks = -(-frames // BLOCK)
    active = [False] * blocks
    ring = int(_LONGEST_RING_SECONDS * SAMPLE_RATE)
    for sound in part.sounds:
        last = min(blocks - 1, (sound.start + sound.length + ring) // BLOCK)
        for index in range(min(blocks - 1, sound.start // BLOCK), last + 1):
            active[index] = True
    return active


def add_stem(
    desk: Desk,
    stem: Stem,
    player: Player,
    *,
    seconds_per_beat: float,
    on_block: Callable[[], None],
) -> None:
    """Play one stem through its tone and add it to the desk."""
    part = part_of(stem.track, seconds_per_beat=seconds_per_beat)
    reference = part_of(stem.measured, seconds_per_beat=seconds_per_beat)
    gain_db = stem.level_lufs
    if stem.track.role != "effect":
        loudness = measured_loudness(reference, player)
        gain_db = min(_MOST_GAIN_DB, gain_db - loudness)
    kernel = kernel_of(stem.tone, width=stem.width)
    gains = _pan_gains(stem.pan, gain_db=gain_db)
    send = 10 ** (stem.send_db / 20)
    player.begin(part)
    frames = len(desk.mix)
    for index, active in enumerate(_active_blocks(part, frames=frames)):
        on_block()
        block = player.play(min(BLOCK, frames - index * BLOCK))
        if not active:
            continue
        if stem.narrow:
            middle = (block[:, :1] + block[:, 1:]) * np.float32(0.5)
            block = np.concatenate([middle, middle], axis=1)
        wet = filtered(block, kernel) * gains
        _lay(desk, wet, at=index * BLOCK - TAPS // 2, send=send, duck=stem.duck)


def _pan_gains(pan: float, *, gain_db: float) -> Floats:
    """Constant power: a source in the middle is as loud as one at the side."""
    angle = (pan + 1) * math.pi / 4
    gain = 10 ** (gain_db / 20) * math.sqrt(2)
    return np.array([gain * math.cos(angle), gain * math.sin(angle)], dtype=np.float32)


def _lay(desk: Desk, wet: Floats, *, at: int, send: float, duck: float) -> None:
    """Add a filtered block where it belongs; its ends reach into its neighbours."""
    begin, end = max(0, at), min(len(desk.mix), at + TRANSFORM)
    if begin >= end:
        return
    piece = wet[begin - at : end - at]
    if duck > 0 and len(desk.pump):
        piece *= (1 - np.float32(duck) * (1 - desk.pump[begin:end]))[:, None]
    desk.mix[begin:end] += piece
    desk.send[begin:end] += (piece[:, 0] + piece[:, 1]) * np.float32(send / 2)


def add_room(desk: Desk, *, seconds: float, on_block: Callable[[], None]) -> None:
    """Convolve the send with a room that rings for ``seconds``; add it to the mix."""
    response = impulse_response(seconds, seed=_ROOM_SEED)
    room = np.fft.rfft(response, _ROOM_TRANSFORM, axis=0).astype(np.complex64)
    frames, step = len(desk.mix), _ROOM_TRANSFORM - len(response)
    for begin in range(0, frames, step):
        on_block()
        spectrum = np.fft.rfft(desk.send[begin : begin + step], _ROOM_TRANSFORM)
        wet = np.fft.irfft(spectrum[:, None] * room, _ROOM_TRANSFORM, axis=0)
        end = min(frames, begin + _ROOM_TRANSFORM)
        desk.mix[begin:end] += wet[: end - begin].astype(np.float32)
