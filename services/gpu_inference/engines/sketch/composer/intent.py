"""What the words of a prompt ask for: named instruments, no drums, a mood."""

import re
from dataclasses import dataclass, replace
from typing import Final

from services.gpu_inference.engines.sketch.composer.genres.style import Layer, Style

_LEADS: Final = {
    "saxophone": "saxophone",
    "sax": "saxophone",
    "trumpet": "trumpet",
    "trombone": "trombone",
    "flute": "flute",
    "violin": "violin",
    "fiddle": "fiddle",
    "cello": "cello",
    "clarinet": "clarinet",
    "oboe": "oboe",
    "harmonica": "harmonica",
    "whistle": "whistle",
    "sitar": "sitar",
    "lead guitar": "overdriven guitar",
    "guitar solo": "overdriven guitar",
    "synth lead": "saw lead",
    "music box": "music box",
    "steel drums": "steel drums",
    "vocal": "voice",
}
_PLAYERS: Final = {
    "electric piano": ("electric piano", "push"),
    "rhodes": ("electric piano", "charleston"),
    "acoustic guitar": ("acoustic guitar", "strum"),
    "classical guitar": ("nylon guitar", "arpeggio"),
    "nylon guitar": ("nylon guitar", "arpeggio"),
    "electric guitar": ("clean guitar", "roll"),
    "distorted guitar": ("distorted guitar", "power"),
    "heavy guitar": ("distorted guitar", "chug"),
    "steel guitar": ("steel guitar", "swells"),
    "piano": ("piano", "push"),
    "guitar": ("acoustic guitar", "strum"),
    "strings": ("slow strings", "pad"),
    "orchestra": ("strings", "pad"),
    "organ": ("organ", "pad"),
    "choir": ("choir", "pad"),
    "brass": ("brass", "stabs"),
    "horns": ("horns", "half"),
    "harp": ("harp", "arpeggio"),
    "banjo": ("banjo", "pluck"),
    "mandolin": ("mandolin", "chank"),
    "ukulele": ("ukulele", "strum"),
    "accordion": ("accordion", "half"),
    "vibraphone": ("vibraphone", "half"),
    "marimba": ("marimba", "weave"),
    "kalimba": ("kalimba", "kora"),
    "bells": ("synth bell", "arpeggio"),
    "arpeggio": ("synth pluck", "sequence"),
    "synth": ("synth pad", "pad"),
    "pad": ("warm pad", "pad"),
}
_NOT: Final = r"\b(?:no|without|minus)\s+(?:any\s+)?"
_NO_DRUMS: Final = re.compile(
    _NOT + r"(?:drums?|percussion|beats?)\b|\b(?:drumless|beatless)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mood:
    """How a word bends a style."""

    energy: float = 0.0
    density: float = 1.0
    center: int = 0
    """Semitones."""
    reverb_db: float = 0.0
    brightness_db: float = 0.0
    """Of what is above 4 kHz."""


_MOODS: Final = {
    "dark": Mood(center=-4, brightness_db=-3.0, reverb_db=1.0),
    "sad": Mood(energy=-0.08, density=0.85, center=-2, brightness_db=-1.5),
    "melanchol": Mood(energy=-0.08, density=0.85, center=-2, brightness_db=-1.5),
    "calm": Mood(energy=-0.16, density=0.75, brightness_db=-2.0, reverb_db=1.5),
    "relax": Mood(energy=-0.12, density=0.8, brightness_db=-1.5, reverb_db=1.0),
    "chill": Mood(energy=-0.1, density=0.85, brightness_db=-1.5),
    "gentle": Mood(energy=-0.14, density=0.85, brightness_db=-1.5),
    "dream": Mood(energy=-0.06, density=0.8, reverb_db=4.0, brightness_db=-1.0),
    "ethereal": Mood(energy=-0.1, density=0.7, reverb_db=4.5),
    "happy": Mood(energy=0.05, density=1.1, center=2, brightness_db=1.0),
    "uplift": Mood(energy=0.07, center=2, brightness_db=1.0),
    "bright": Mood(center=2, brightness_db=1.5),
    "energetic": Mood(energy=0.12, density=1.15, brightness_db=1.0),
    "upbeat": Mood(energy=0.08, density=1.1, brightness_db=0.5),
    "epic": Mood(energy=0.1, reverb_db=2.0),
    "intense": Mood(energy=0.12, density=1.1),
    "aggressive": Mood(energy=0.14, density=1.15, reverb_db=-2.0),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Intent:
    drums: bool
    leads: tuple[str, ...]
    players: tuple[tuple[str, str], ...]
    """Instrument and comping."""
    mood: Mood


def _mentioned(text: str, names: dict[str, object]) -> list[str]:
    """Find whole names, longest first; a name inside a longer one does not count."""
    found = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        pattern = rf"\b{re.escape(name)}s?\b"
        if re.search(pattern, text):
            found.append(name)
            text = re.sub(pattern, " ", text)
    return found


def _mixed(moods: list[Mood]) -> Mood:
    density = 1.0
    for mood in moods:
        density *= mood.density
    return Mood(
        energy=sum(mood.energy for mood in moods),
        density=max(0.6, min(1.4, density)),
        center=max(-5, min(4, sum(mood.center for mood in moods))),
        reverb_db=max(-3.0, min(6.0, sum(mood.reverb_db for mood in moods))),
        brightness_db=max(-4.0, min(2.0, sum(m.brightness_db for m in moods))),
    )


def read_intent(prompt: str) -> Intent:
    text = prompt.casefold()
    drums = _NO_DRUMS.search(text) is None
    wanted = re.sub(_NOT + r"\w+(?:\s+guitar|\s+piano)?", " ", text)
    names: dict[str, object] = {**_LEADS, **_PLAYERS}
    mentioned = _mentioned(wanted, names)
    return Intent(
        drums=drums,
        leads=tuple(_LEADS[name] for name in mentioned if name in _LEADS),
        players=tuple(_PLAYERS[name] for name in mentioned if name in _PLAYERS)[:3],
        mood=_mixed([mood for word, mood in _MOODS.items() if word in wanted]),
    )


def bend(style: Style, intent: Intent) -> Style:
    """Return the style as the prompt wants it."""
    asked = {instrument for instrument, _ in intent.players}
    kept = tuple(layer for layer in style.layers if layer.instrument not in asked)
    had = {layer.instrument: layer for layer in style.layers}
    added = tuple(
        replace(had[instrument], enters=0.0, leaves=1.1, level_db=0.0)
        if instrument in had
        else Layer(instrument=instrument, comping=comping, voices=4, pan=0.25)
        for instrument, comping in intent.players
    )
    mood = intent.mood
    return replace(
        style,
        # What was asked for leads; what it crowds out is the end of the band.
        layers=(added + kept)[: max(4, len(added) + 1)],
        leads=intent.leads or style.leads,
        groove=style.groove if intent.drums else "none",
        density=style.density * mood.density,
        center=style.center + mood.center,
        reverb_db=style.reverb_db + mood.reverb_db,
    )
