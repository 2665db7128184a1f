"""Styles made with machines for dancing."""

from typing import Final

from services.gpu_inference.engines.sketch.composer.genres.style import Layer, Style

STYLES: Final[dict[str, Style]] = {
    "House": Style(
        groove="house",
        kit="electronic",
        bass="synth bass",
        bass_line="offbeat",
        layers=(
            Layer(
                instrument="bright piano",
                comping="stabs",
                enters=0.4,
                center=62,
                voices=4,
                pan=-0.1,
            ),
            Layer(
                instrument="synth pad", comping="pad", center=62, voices=4, level_db=-4
            ),
            Layer(
                instrument="synth pluck",
                comping="pluck",
                enters=0.62,
                center=67,
                pan=0.35,
                level_db=-5,
            ),
            Layer(
                instrument="supersaw",
                comping="push",
                enters=0.82,
                center=66,
                voices=4,
                level_db=-3,
            ),
        ),
        leads=("voice", "saw lead", "square lead"),
        responses=("synth bell", "synth pluck"),
        harmony="dance",
        chord_size=4,
        loops=True,
        swing=0.15,
        swing_pairs=0.5,
        density=1.3,
        syncopation=0.6,
        looseness_ms=2.5,
        pump=0.65,
        drums_db=2.0,
    ),
    "Techno": Style(
        groove="techno",
        kit="electronic",
        bass="synth bass",
        bass_line="rolling",
        layers=(
            Layer(
                instrument="acid synth", comping="acid", enters=0.4, center=48, pan=0.15
            ),
            Layer(
                instrument="synth pad", comping="pad", center=58, voices=3, level_db=-5
            ),
            Layer(
                instrument="synth pluck",
                comping="sequence",
                enters=0.6,
                center=64,
                pan=-0.35,
                level_db=-6,
            ),
            Layer(
                instrument="supersaw",
                comping="stabs",
                enters=0.84,
                center=58,
                voices=3,
                level_db=-5,
            ),
        ),
        leads=("square lead", "synth bell"),
        responses=("synth pluck",),
        harmony="dance",
        loops=True,
        density=0.8,
        syncopation=0.8,
        looseness_ms=1.5,
        pump=0.6,
        drums_db=3.0,
        reverb_seconds=2.0,
        center=67,
    ),
    "Dance": Style(
        groove="dance",
        kit="electronic",
        bass="synth bass",
        bass_line="drive",
        layers=(
            Layer(
                instrument="supersaw", comping="push", enters=0.6, center=64, voices=4
            ),
            Layer(
                instrument="synth pluck",
                comping="pluck",
                center=66,
                pan=0.3,
                level_db=-2,
            ),
            Layer(
                instrument="synth pad", comping="pad", center=62, voices=4, level_db=-5
            ),
        ),
        leads=("saw lead", "supersaw", "voice"),
        responses=("synth bell", "synth pluck"),
        harmony="dance",
        loops=True,
        density=1.6,
        syncopation=0.6,
        looseness_ms=2.0,
        pump=0.7,
        drums_db=2.0,
        reverb_seconds=1.8,
    ),
    "Electronic": Style(
        groove="electro",
        kit="electronic",
        bass="synth bass",
        bass_line="kick",
        layers=(
            Layer(instrument="synth pluck", comping="sequence", center=64, pan=-0.3),
            Layer(
                instrument="synth pad", comping="pad", center=60, voices=4, level_db=-3
            ),
            Layer(
                instrument="synth bell",
                comping="arpeggio",
                enters=0.6,
                center=72,
                pan=0.4,
                level_db=-5,
            ),
            Layer(
                instrument="supersaw",
                comping="pad",
                enters=0.84,
                center=64,
                voices=4,
                level_db=-4,
            ),
        ),
        leads=("square lead", "saw lead"),
        responses=("synth bell",),
        harmony="dance",
        loops=True,
        density=1.4,
        syncopation=0.6,
        looseness_ms=2.0,
        pump=0.4,
        drums_db=1.5,
    ),
    "Synthwave": Style(
        groove="synthwave",
        kit="electronic",
        bass="synth bass",
        bass_line="drive",
        layers=(
            Layer(instrument="synth pad", comping="pad", center=62, voices=4),
            Layer(
                instrument="supersaw",
                comping="half",
                enters=0.6,
                center=62,
                voices=4,
                level_db=-3,
            ),
            Layer(
                instrument="synth pluck",
                comping="sequence",
                enters=0.45,
                center=69,
                pan=0.4,
                level_db=-5,
            ),
        ),
        leads=("saw lead", "square lead"),
        responses=("digital piano", "synth bell"),
        harmony="dance",
        loops=True,
        density=1.2,
        syncopation=0.35,
        looseness_ms=2.0,
        pump=0.25,
        reverb_seconds=2.2,
        reverb_db=2.5,
        drums_db=1.0,
    ),
}
