"""How each track is set in the mix: tone, level, place, room and pump."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from services.gpu_inference.engines.sketch.composer.drums import KEYS
from services.gpu_inference.engines.sketch.composer.genres.style import Style
from services.gpu_inference.engines.sketch.composer.mixing.filters import Tone
from services.gpu_inference.engines.sketch.composer.score import Role, Score, Track

_LEVELS: Final[dict[Role, float]] = {
    "lead": -18.8,
    "harmony": -24.0,
    "response": -23.0,
    "bass": -20.0,
    "chords": -21.5,
    "pad": -24.5,
    "drums": -18.5,
    "effect": -9.0,
}
"""Loudness in LUFS of each role where it plays most, before the master.

Effects are drawn at a known level: theirs is a gain in dB.
"""
_SENDS: Final[dict[Role, float]] = {
    "lead": -14.0,
    "harmony": -12.0,
    "response": -10.0,
    "bass": -60.0,
    "chords": -15.0,
    "pad": -12.0,
    "drums": -20.0,
    "effect": -12.0,
}
_TONES: Final[dict[Role, Tone]] = {
    "lead": Tone(
        low_cut_hertz=160, bell_hertz=3_000, bell_db=-0.5, high_cut_hertz=15_000
    ),
    "harmony": Tone(low_cut_hertz=200, high_cut_hertz=10_000),
    "response": Tone(low_cut_hertz=220, high_cut_hertz=14_000),
    "bass": Tone(low_cut_hertz=32, bell_hertz=250, bell_db=-2.0, high_cut_hertz=6_000),
    "chords": Tone(low_cut_hertz=140, bell_hertz=350, bell_db=-2.5, shelf_db=1.0),
    "pad": Tone(low_cut_hertz=180, bell_hertz=400, bell_db=-2.5, high_cut_hertz=12_000),
    "drums": Tone(low_cut_hertz=30),
    "effect": Tone(low_cut_hertz=250),
}
_KICKS: Final = (KEYS["kick"],)
_METALS: Final = tuple(
    KEYS[name]
    for name in (
        "hat",
        "pedal",
        "open",
        "ride",
        "crash",
        "china",
        "tambourine",
        "shaker",
    )
)
_KICK_TONE: Final = Tone(low_cut_hertz=32, bell_hertz=280, bell_db=-3.0, shelf_db=1.5)
_SKIN_TONE: Final = Tone(low_cut_hertz=80, bell_hertz=450, bell_db=-2.0, shelf_db=1.5)
_METAL_TONE: Final = Tone(low_cut_hertz=380, high_cut_hertz=16_000)
_WIDTHS: Final[dict[Role, float]] = {
    "pad": 1.0,
    "chords": 0.6,
    "harmony": 0.8,
    "response": 0.4,
    "effect": 1.0,
}
_TAPE_TOP_HERTZ: Final = 5_500.0
_DUCKED: Final[dict[Role, float]] = {
    "bass": 1.0,
    "chords": 0.8,
    "pad": 1.0,
    "lead": 0.35,
    "harmony": 0.5,
    "response": 0.5,
    "drums": 0.0,
    "effect": 0.8,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Stem:
    track: Track
    measured: Track
    """What sets its level: for a part of the kit, the whole kit."""
    tone: Tone
    level_lufs: float
    pan: float
    send_db: float
    duck: float
    """Share of the pump it takes."""
    width: float
    """0 as recorded to 1: how far the two ears are told apart."""
    narrow: bool
    """Summed to mono: the low end stays in the middle."""


def _of_role(track: Track, *, style: Style) -> Stem:
    role = track.role
    return Stem(
        track=track,
        measured=track,
        tone=_tone_of(role, instrument=track.instrument),
        level_lufs=_LEVELS[role] + track.level_db,
        pan=track.pan,
        send_db=_SENDS[role] + style.reverb_db,
        duck=_DUCKED[role] * style.pump,
        width=_WIDTHS.get(role, 0.0),
        narrow=role == "bass",
    )


def _kit(track: Track, *, style: Style) -> Iterator[Stem]:
    """Split the kit, so that the kick stays dry and narrow and the metal thin."""
    whole = _of_role(track, style=style)
    kicks = tuple(note for note in track.notes if note.pitch in _KICKS)
    metals = tuple(note for note in track.notes if note.pitch in _METALS)
    skins = tuple(note for note in track.notes if note.pitch not in (*_KICKS, *_METALS))
    if kicks:
        yield replace(
            whole,
            track=replace(track, notes=kicks),
            tone=_KICK_TONE,
            send_db=-60.0,
            narrow=True,
        )
    if skins:
        yield replace(whole, track=replace(track, notes=skins), tone=_SKIN_TONE)
    if metals:
        yield replace(
            whole, track=replace(track, notes=metals), tone=_METAL_TONE, pan=0.12
        )


def _tone_of(role: Role, *, instrument: str) -> Tone:
    """Electric guitars through a loudspeaker: nothing above 5 kHz, less of the bite."""
    tone = _TONES[role]
    if instrument in {"distorted guitar", "overdriven guitar"}:
        return replace(
            tone,
            low_cut_hertz=80,
            high_cut_hertz=5_200,
            high_cut_order=3,
            bell_hertz=2_800,
            bell_db=-4.0,
        )
    if instrument == "acid synth":
        return replace(tone, bell_db=0.0, low_cut_hertz=90)
    return tone


def stems_of(score: Score, *, style: Style, brightness_db: float) -> list[Stem]:
    stems: list[Stem] = []
    for track in score.tracks:
        if track.role == "drums":
            stems += _kit(track, style=style)
        else:
            stems.append(_of_role(track, style=style))
    return [
        replace(stem, tone=_shaded(stem.tone, style=style, brightness_db=brightness_db))
        for stem in stems
    ]


def _shaded(tone: Tone, *, style: Style, brightness_db: float) -> Tone:
    """A mood darkens or brightens everything; tape loses the top."""
    shaded = replace(tone, shelf_db=tone.shelf_db + brightness_db)
    if style.tape:
        top = min(tone.high_cut_hertz, _TAPE_TOP_HERTZ)
        return replace(shaded, high_cut_hertz=top, high_cut_order=2)
    return shaded
