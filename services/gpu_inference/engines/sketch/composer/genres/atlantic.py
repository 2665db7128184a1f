"""Styles from around the Atlantic, and further: each lives by its rhythm."""

from typing import Final

from services.gpu_inference.engines.sketch.composer.genres.style import Layer, Style

STYLES: Final[dict[str, Style]] = {
    "Bossa nova": Style(
        groove="bossa",
        kit="brush",
        bass="upright bass",
        bass_line="bossa",
        layers=(
            Layer(
                instrument="nylon guitar",
                comping="bossa",
                center=58,
                voices=4,
                pan=-0.25,
            ),
            Layer(
                instrument="electric piano",
                comping="charleston",
                enters=0.6,
                center=64,
                voices=3,
                pan=0.35,
                level_db=-5,
            ),
            Layer(
                instrument="slow strings",
                comping="pad",
                enters=0.8,
                center=67,
                level_db=-6,
            ),
        ),
        leads=("flute", "tenor sax", "vibraphone", "nylon guitar"),
        responses=("piano", "vibraphone", "flute"),
        harmony="jazz",
        chord_size=5,
        density=1.3,
        syncopation=0.75,
        drums_db=-4.0,
        looseness_ms=9.0,
    ),
    "Latin": Style(
        groove="salsa",
        kit="standard",
        bass="upright bass",
        bass_line="tumbao",
        layers=(
            Layer(instrument="piano", comping="montuno", center=66, pan=-0.3),
            Layer(
                instrument="nylon guitar",
                comping="bossa",
                enters=0.4,
                center=60,
                pan=0.45,
                level_db=-4,
            ),
            Layer(
                instrument="brass",
                comping="stabs",
                enters=0.75,
                center=66,
                level_db=-2,
                pan=0.15,
            ),
        ),
        leads=("trumpet", "flute", "trombone"),
        responses=("brass", "piano", "trombone"),
        harmony="latin",
        chord_size=4,
        density=1.6,
        syncopation=0.7,
    ),
    "Afrobeat": Style(
        groove="afrobeat",
        kit="standard",
        bass="electric bass",
        bass_line="afro",
        layers=(
            Layer(instrument="muted guitar", comping="weave", center=64, pan=0.5),
            Layer(
                instrument="clean guitar",
                comping="kora",
                enters=0.45,
                center=67,
                pan=-0.5,
                level_db=-3,
            ),
            Layer(
                instrument="organ", comping="swells", enters=0.5, center=62, level_db=-6
            ),
            Layer(
                instrument="brass",
                comping="stabs",
                enters=0.7,
                center=62,
                voices=4,
                level_db=-1,
            ),
        ),
        leads=("tenor sax", "trumpet", "organ"),
        responses=("brass", "saxophone"),
        harmony="vamp",
        chord_size=4,
        loops=True,
        density=1.5,
        syncopation=0.8,
        reverb_seconds=1.2,
    ),
    "Highlife": Style(
        groove="highlife",
        kit="standard",
        bass="electric bass",
        bass_line="afro",
        layers=(
            Layer(instrument="clean guitar", comping="kora", center=69, pan=-0.5),
            Layer(
                instrument="twelve-string guitar",
                comping="weave",
                enters=0.4,
                center=64,
                pan=0.5,
                level_db=-3,
            ),
            Layer(
                instrument="organ",
                comping="offbeat",
                enters=0.6,
                center=62,
                level_db=-7,
            ),
            Layer(
                instrument="brass", comping="stabs", enters=0.8, center=64, level_db=-3
            ),
        ),
        leads=("trumpet", "saxophone", "clean guitar"),
        responses=("clean guitar", "brass"),
        harmony="roots",
        loops=True,
        density=1.6,
        syncopation=0.6,
        reverb_seconds=1.2,
    ),
    "World": Style(
        groove="world",
        kit="standard",
        bass="fretless bass",
        bass_line="ballad",
        layers=(
            Layer(instrument="kalimba", comping="kora", center=67, pan=-0.4),
            Layer(
                instrument="koto",
                comping="pluck",
                enters=0.5,
                center=64,
                pan=0.45,
                level_db=-3,
            ),
            Layer(
                instrument="warm pad",
                comping="pad",
                enters=0.3,
                center=58,
                voices=4,
                level_db=-4,
            ),
            Layer(
                instrument="choir", comping="pad", enters=0.84, center=62, level_db=-5
            ),
        ),
        leads=("pan flute", "sitar", "recorder"),
        responses=("sitar", "marimba", "steel drums"),
        harmony="roots",
        density=1.4,
        syncopation=0.5,
        reverb_seconds=2.2,
        reverb_db=2.0,
    ),
    "Reggae": Style(
        groove="reggae",
        kit="room",
        bass="electric bass",
        bass_line="reggae",
        layers=(
            Layer(
                instrument="muted guitar", comping="skank", center=64, voices=3, pan=0.4
            ),
            Layer(
                instrument="piano",
                comping="skank",
                center=60,
                voices=3,
                pan=-0.3,
                level_db=-3,
            ),
            Layer(
                instrument="organ",
                comping="bubble",
                enters=0.45,
                center=62,
                pan=-0.4,
                level_db=-5,
            ),
            Layer(
                instrument="brass", comping="stabs", enters=0.84, center=62, level_db=-5
            ),
        ),
        leads=("tenor sax", "trombone", "harmonica"),
        responses=("brass", "organ", "trombone"),
        harmony="roots",
        swing=0.35,
        swing_pairs=0.5,
        density=1.4,
        syncopation=0.5,
        bass_db=2.5,
        looseness_ms=9.0,
    ),
    "Dub": Style(
        lead_db=-2.0,
        groove="dub",
        kit="room",
        bass="sub bass",
        bass_line="dub",
        layers=(
            Layer(
                instrument="muted guitar", comping="skank", center=62, voices=3, pan=0.5
            ),
            Layer(
                instrument="organ",
                comping="bubble",
                enters=0.5,
                center=60,
                pan=-0.45,
                level_db=-6,
            ),
            Layer(
                instrument="warm pad", comping="pad", enters=0.3, center=57, level_db=-8
            ),
        ),
        leads=("tenor sax", "trombone", "voice"),
        responses=("square lead", "trombone"),
        harmony="roots",
        loops=True,
        density=0.9,
        syncopation=0.6,
        bass_db=4.0,
        reverb_seconds=3.2,
        reverb_db=6.0,
    ),
}
