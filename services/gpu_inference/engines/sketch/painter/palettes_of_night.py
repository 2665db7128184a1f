"""The curated palettes of night and neon: four tones from dark to light, two accents, in OKLCH."""

from typing import Final

from services.gpu_inference.engines.sketch.painter.palette import Palette

# Each colour is (lightness 0-1, chroma, hue in degrees). Tones of one palette stay
# near each other in hue, so that a ramp through them never crosses a muddy middle.
OF_NIGHT: Final = (
    Palette(
        name="ember",
        moods=("warm", "fire", "night"),
        tones=((0.16, 0.02, 30), (0.29, 0.07, 28), (0.52, 0.17, 38), (0.88, 0.12, 78)),
        accents=((0.72, 0.19, 50), (0.92, 0.12, 95)),
    ),
    Palette(
        name="north sea",
        moods=("cold", "sea", "night"),
        tones=(
            (0.17, 0.035, 245),
            (0.30, 0.06, 240),
            (0.52, 0.08, 222),
            (0.90, 0.03, 200),
        ),
        accents=((0.82, 0.13, 75), (0.66, 0.11, 195)),
    ),
    Palette(
        name="polar night",
        moods=("cold", "snow", "night", "space"),
        tones=(
            (0.16, 0.035, 262),
            (0.28, 0.07, 258),
            (0.50, 0.10, 235),
            (0.93, 0.03, 190),
        ),
        accents=((0.86, 0.16, 165), (0.78, 0.11, 205)),
    ),
    Palette(
        name="salt lantern",
        moods=("sea", "night", "dusk"),
        tones=(
            (0.18, 0.04, 235),
            (0.31, 0.06, 228),
            (0.55, 0.07, 210),
            (0.93, 0.05, 88),
        ),
        accents=((0.80, 0.15, 70), (0.65, 0.17, 42)),
    ),
    Palette(
        name="deep forest",
        moods=("forest", "night", "cold"),
        tones=(
            (0.17, 0.03, 165),
            (0.31, 0.06, 160),
            (0.54, 0.10, 148),
            (0.91, 0.08, 115),
        ),
        accents=((0.71, 0.18, 45), (0.85, 0.14, 95)),
    ),
    Palette(
        name="wet asphalt",
        moods=("night", "city", "rain"),
        tones=(
            (0.17, 0.02, 250),
            (0.29, 0.035, 235),
            (0.50, 0.06, 220),
            (0.90, 0.05, 85),
        ),
        accents=((0.79, 0.14, 68), (0.66, 0.19, 28)),
    ),
    Palette(
        name="tram stop",
        moods=("night", "city", "rain", "neon"),
        tones=(
            (0.17, 0.03, 215),
            (0.30, 0.055, 205),
            (0.53, 0.09, 192),
            (0.93, 0.05, 110),
        ),
        accents=((0.76, 0.17, 55), (0.80, 0.13, 185)),
    ),
    Palette(
        name="midnight oil",
        moods=("night", "space", "mono"),
        tones=(
            (0.15, 0.025, 265),
            (0.26, 0.06, 264),
            (0.46, 0.11, 258),
            (0.92, 0.04, 90),
        ),
        accents=((0.83, 0.13, 82), (0.70, 0.10, 230)),
    ),
    Palette(
        name="copper void",
        moods=("space", "night", "warm"),
        tones=(
            (0.15, 0.015, 50),
            (0.27, 0.035, 45),
            (0.55, 0.11, 52),
            (0.92, 0.05, 80),
        ),
        accents=((0.70, 0.16, 48), (0.72, 0.07, 200)),
    ),
    Palette(
        name="teal orbit",
        moods=("space", "cold", "night", "neon"),
        tones=(
            (0.15, 0.02, 220),
            (0.26, 0.045, 205),
            (0.55, 0.10, 182),
            (0.94, 0.06, 165),
        ),
        accents=((0.80, 0.16, 72), (0.88, 0.12, 170)),
    ),
    Palette(
        name="arcade amber",
        moods=("neon", "night", "retro"),
        tones=(
            (0.17, 0.035, 255),
            (0.30, 0.07, 245),
            (0.60, 0.12, 215),
            (0.94, 0.07, 100),
        ),
        accents=((0.74, 0.19, 50), (0.87, 0.17, 92)),
    ),
    Palette(
        name="signal lime",
        moods=("neon", "vivid", "mono"),
        tones=(
            (0.18, 0.02, 150),
            (0.32, 0.04, 145),
            (0.62, 0.14, 130),
            (0.95, 0.07, 115),
        ),
        accents=((0.90, 0.21, 122), (0.72, 0.16, 48)),
    ),
    Palette(
        name="electric sea",
        moods=("neon", "cold", "night", "vivid"),
        tones=(
            (0.18, 0.06, 266),
            (0.36, 0.15, 263),
            (0.62, 0.15, 240),
            (0.94, 0.05, 190),
        ),
        accents=((0.85, 0.15, 178), (0.78, 0.16, 62)),
    ),
    Palette(
        name="graphite gold",
        moods=("mono", "night"),
        tones=(
            (0.19, 0.01, 270),
            (0.33, 0.015, 262),
            (0.60, 0.02, 250),
            (0.93, 0.012, 95),
        ),
        accents=((0.80, 0.13, 85), (0.60, 0.08, 70)),
    ),
    Palette(
        name="oxblood",
        moods=("mono", "fire", "love", "night"),
        tones=((0.18, 0.04, 22), (0.33, 0.12, 24), (0.58, 0.19, 28), (0.94, 0.03, 75)),
        accents=((0.66, 0.21, 31), (0.84, 0.12, 80)),
    ),
)
