"""What makes a genre: who plays, in which pattern, how tight, how wet."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """One chord player of the band."""

    instrument: str
    comping: str
    enters: float = 0.0
    """The least energy of a section it plays in."""
    leaves: float = 1.1
    """The energy from which it is silent."""
    center: int = 60
    """MIDI pitch."""
    voices: int = 3
    level_db: float = 0.0
    pan: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    groove: str
    kit: str
    bass: str
    """Instrument; blank for no bass."""
    bass_line: str
    layers: tuple[Layer, ...]
    leads: tuple[str, ...]
    """One of these sings."""
    responses: tuple[str, ...]
    """One of these answers."""
    harmony: str
    chord_size: int = 3
    loops: bool = False
    swing: float = 0.0
    """How late the second half of each pair comes: 0 even, 1 a full triplet."""
    swing_pairs: float = 1.0
    """Beats in a pair: 1 swings eighths, 0.5 sixteenths."""
    density: float = 1.5
    syncopation: float = 0.4
    center: int = 70
    """MIDI pitch about which the lead sings."""
    looseness_ms: float = 7.0
    phrase_bars: int = 8
    reverb_seconds: float = 1.6
    reverb_db: float = 0.0
    drums_db: float = 0.0
    bass_db: float = 0.0
    lead_db: float = 0.0
    pump: float = 0.0
    """How deep the kick ducks the band, 0 to 1."""
    tape: bool = False
    """Wobble, hiss and crackle, as from a worn cassette."""
    risers: bool = False
    """Noise swells into the choruses."""
    bass_floor: int = 28
    """The lowest MIDI pitch of the bass."""
