"""The instruments: a General MIDI sound, a built-in voice, and a place in the mix."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

VoiceName: TypeAlias = Literal[
    "pluck", "keys", "organ", "pad", "saw", "square", "bell", "wind", "bass", "sub",
    "reese", "acid", "drive", "supersaw", "riser",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Instrument:
    program: int
    """General MIDI, from 0."""
    voice: VoiceName
    """What plays it when there is no font."""
    bank: int = 0
    synthetic: bool = False
    """Always the built-in voice: General MIDI has nothing as good."""
    attack_ms: float = 0.0
    """Starts this much earlier, because the sound takes as long to speak."""
    lowest: int = 36
    highest: int = 96


def _plain(program: int, voice: VoiceName, attack_ms: float = 0.0) -> Instrument:
    return Instrument(program=program, voice=voice, attack_ms=attack_ms)


def _synth(program: int, voice: VoiceName) -> Instrument:
    return Instrument(program=program, voice=voice, synthetic=True)


INSTRUMENTS: Final[dict[str, Instrument]] = {
    "piano": _plain(0, "keys"),
    "bright piano": _plain(1, "keys"),
    "honky-tonk piano": _plain(3, "keys"),
    "electric piano": _plain(4, "keys"),
    "digital piano": _plain(5, "keys"),
    "harpsichord": _plain(6, "pluck"),
    "clavinet": _plain(7, "pluck"),
    "celesta": _plain(8, "bell"),
    "glockenspiel": _plain(9, "bell"),
    "music box": _plain(10, "bell"),
    "vibraphone": _plain(11, "bell"),
    "marimba": _plain(12, "bell"),
    "bells": _plain(14, "bell"),
    "organ": _plain(16, "organ"),
    "rock organ": _plain(18, "organ"),
    "church organ": _plain(19, "organ", 20.0),
    "accordion": _plain(21, "organ", 30.0),
    "harmonica": _plain(22, "wind", 30.0),
    "bandoneon": _plain(23, "organ", 25.0),
    "nylon guitar": _plain(24, "pluck"),
    "acoustic guitar": _plain(25, "pluck"),
    "jazz guitar": _plain(26, "pluck"),
    "clean guitar": _plain(27, "pluck"),
    "muted guitar": _plain(28, "pluck"),
    "overdriven guitar": _plain(29, "drive"),
    "distorted guitar": _plain(30, "drive"),
    "upright bass": _plain(32, "bass"),
    "electric bass": _plain(33, "bass"),
    "picked bass": _plain(34, "bass"),
    "fretless bass": _plain(35, "bass"),
    "slap bass": _plain(36, "bass"),
    "synth bass": _synth(38, "acid"),
    "sub bass": _synth(38, "sub"),
    "reese bass": _synth(39, "reese"),
    "violin": _plain(40, "wind", 40.0),
    "cello": _plain(42, "wind", 50.0),
    "tremolo strings": _plain(44, "pad", 60.0),
    "pizzicato strings": _plain(45, "pluck"),
    "harp": _plain(46, "pluck"),
    "strings": _plain(48, "pad", 60.0),
    "slow strings": _plain(49, "pad", 110.0),
    "choir": _plain(52, "pad", 60.0),
    "voice": _plain(53, "wind", 50.0),
    "trumpet": _plain(56, "wind", 15.0),
    "trombone": _plain(57, "wind", 25.0),
    "muted trumpet": _plain(59, "wind", 10.0),
    "horns": _plain(60, "wind", 45.0),
    "brass": _plain(61, "saw", 35.0),
    "soprano sax": _plain(64, "wind", 15.0),
    "saxophone": _plain(65, "wind", 20.0),
    "tenor sax": _plain(66, "wind", 20.0),
    "oboe": _plain(68, "wind", 30.0),
    "bassoon": _plain(70, "wind", 30.0),
    "clarinet": _plain(71, "wind", 30.0),
    "flute": _plain(73, "wind", 25.0),
    "recorder": _plain(74, "wind", 25.0),
    "pan flute": _plain(75, "wind", 50.0),
    "whistle": _plain(78, "wind", 60.0),
    "square lead": _synth(80, "square"),
    "saw lead": _synth(81, "saw"),
    "supersaw": _synth(81, "supersaw"),
    "acid synth": _synth(38, "acid"),
    "synth pad": _synth(89, "pad"),
    "warm pad": _plain(89, "pad"),
    "synth pluck": _synth(90, "pluck"),
    "bowed glass": _plain(92, "pad"),
    "halo pad": _plain(94, "pad"),
    "synth bell": _synth(98, "bell"),
    "riser": _synth(119, "riser"),
    "sitar": _plain(104, "pluck"),
    "banjo": _plain(105, "pluck"),
    "koto": _plain(107, "pluck"),
    "kalimba": _plain(108, "bell"),
    "fiddle": _plain(110, "wind", 30.0),
    "steel drums": _plain(114, "bell"),
    "ukulele": Instrument(program=24, bank=8, voice="pluck"),
    "mandolin": Instrument(program=25, bank=16, voice="pluck"),
    "twelve-string guitar": Instrument(program=25, bank=8, voice="pluck"),
    "steel guitar": Instrument(program=26, bank=8, voice="pluck"),
}

HOMES: Final[dict[str, int]] = {
    "bassoon": 55,
    "celesta": 79,
    "cello": 57,
    "distorted guitar": 67,
    "flute": 77,
    "glockenspiel": 82,
    "harmonica": 72,
    "harp": 72,
    "horns": 60,
    "jazz guitar": 65,
    "kalimba": 72,
    "muted guitar": 62,
    "nylon guitar": 66,
    "overdriven guitar": 67,
    "piano": 70,
    "recorder": 76,
    "sitar": 64,
    "synth bell": 76,
    "tenor sax": 63,
    "trombone": 57,
    "violin": 75,
    "voice": 67,
    "whistle": 82,
}
"""The MIDI pitch about which an instrument sings best, where that is far from 70."""

KITS: Final[dict[str, int]] = {
    "standard": 0,
    "room": 8,
    "power": 16,
    "electronic": 24,
    "808": 25,
    "jazz": 32,
    "brush": 40,
    "orchestra": 48,
}
"""General MIDI percussion bank, preset numbers."""
