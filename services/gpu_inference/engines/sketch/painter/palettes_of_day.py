"""The curated palettes of day and earth: four tones from dark to light, two accents, in OKLCH."""

from typing import Final

from services.gpu_inference.engines.sketch.painter.palette import Palette

# Each colour is (lightness 0-1, chroma, hue in degrees). Tones of one palette stay
# near each other in hue, so that a ramp through them never crosses a muddy middle.
OF_DAY: Final = (
    Palette(
        name="saffron dusk",
        moods=("warm", "sun", "dusk", "earthy"),
        tones=((0.22, 0.06, 25), (0.44, 0.13, 38), (0.70, 0.14, 62), (0.93, 0.06, 85)),
        accents=((0.64, 0.21, 33), (0.86, 0.15, 88)),
    ),
    Palette(
        name="terracotta",
        moods=("warm", "earthy", "day"),
        tones=((0.24, 0.04, 35), (0.47, 0.12, 40), (0.74, 0.09, 55), (0.94, 0.03, 80)),
        accents=((0.52, 0.08, 200), (0.78, 0.14, 80)),
    ),
    Palette(
        name="paprika",
        moods=("warm", "fire", "vivid"),
        tones=((0.19, 0.03, 20), (0.38, 0.14, 28), (0.62, 0.20, 36), (0.92, 0.07, 80)),
        accents=((0.80, 0.16, 75), (0.45, 0.07, 220)),
    ),
    Palette(
        name="honey rye",
        moods=("warm", "earthy", "retro", "day"),
        tones=((0.26, 0.04, 60), (0.52, 0.10, 65), (0.79, 0.13, 80), (0.95, 0.04, 90)),
        accents=((0.58, 0.17, 35), (0.48, 0.07, 190)),
    ),
    Palette(
        name="poster primary",
        moods=("vivid", "retro", "day"),
        tones=(
            (0.27, 0.07, 268),
            (0.46, 0.12, 255),
            (0.77, 0.06, 225),
            (0.95, 0.03, 88),
        ),
        accents=((0.62, 0.20, 31), (0.82, 0.15, 82)),
    ),
    Palette(
        name="seventies",
        moods=("retro", "warm", "vivid"),
        tones=((0.28, 0.06, 45), (0.53, 0.15, 42), (0.77, 0.15, 75), (0.94, 0.05, 88)),
        accents=((0.55, 0.09, 185), (0.60, 0.19, 33)),
    ),
    Palette(
        name="matinee",
        moods=("retro", "sea", "day", "vivid"),
        tones=(
            (0.29, 0.05, 215),
            (0.52, 0.08, 205),
            (0.79, 0.07, 195),
            (0.95, 0.03, 95),
        ),
        accents=((0.68, 0.18, 40), (0.84, 0.14, 85)),
    ),
    Palette(
        name="fjord mist",
        moods=("cold", "sea", "pastel", "day"),
        tones=(
            (0.29, 0.04, 230),
            (0.48, 0.06, 225),
            (0.72, 0.05, 215),
            (0.93, 0.02, 190),
        ),
        accents=((0.64, 0.19, 35), (0.88, 0.06, 90)),
    ),
    Palette(
        name="glacier",
        moods=("cold", "snow", "day"),
        tones=(
            (0.27, 0.06, 250),
            (0.52, 0.10, 235),
            (0.80, 0.07, 215),
            (0.97, 0.012, 210),
        ),
        accents=((0.70, 0.17, 45), (0.62, 0.12, 240)),
    ),
    Palette(
        name="tide pool",
        moods=("sea", "vivid", "cold"),
        tones=(
            (0.23, 0.05, 220),
            (0.43, 0.08, 205),
            (0.71, 0.10, 188),
            (0.95, 0.035, 160),
        ),
        accents=((0.72, 0.16, 45), (0.85, 0.13, 95)),
    ),
    Palette(
        name="lagoon",
        moods=("sea", "sun", "day", "vivid"),
        tones=(
            (0.30, 0.07, 210),
            (0.56, 0.10, 200),
            (0.80, 0.10, 180),
            (0.96, 0.04, 100),
        ),
        accents=((0.75, 0.17, 55), (0.66, 0.18, 28)),
    ),
    Palette(
        name="moss and rust",
        moods=("forest", "earthy", "day"),
        tones=(
            (0.22, 0.03, 150),
            (0.40, 0.07, 140),
            (0.66, 0.10, 125),
            (0.93, 0.05, 105),
        ),
        accents=((0.63, 0.17, 42), (0.83, 0.12, 90)),
    ),
    Palette(
        name="olive grove",
        moods=("forest", "earthy", "warm", "day"),
        tones=(
            (0.28, 0.04, 115),
            (0.49, 0.08, 112),
            (0.75, 0.10, 105),
            (0.95, 0.04, 98),
        ),
        accents=((0.57, 0.15, 38), (0.44, 0.07, 230)),
    ),
    Palette(
        name="malachite",
        moods=("forest", "vivid", "mono"),
        tones=(
            (0.20, 0.04, 172),
            (0.39, 0.08, 166),
            (0.67, 0.13, 160),
            (0.95, 0.05, 150),
        ),
        accents=((0.83, 0.14, 82), (0.93, 0.03, 95)),
    ),
    Palette(
        name="fern paper",
        moods=("forest", "pastel", "day"),
        tones=(
            (0.33, 0.06, 155),
            (0.57, 0.09, 150),
            (0.82, 0.07, 135),
            (0.96, 0.025, 100),
        ),
        accents=((0.72, 0.14, 45), (0.58, 0.09, 235)),
    ),
    Palette(
        name="sorbet",
        moods=("pastel", "day", "love"),
        tones=((0.40, 0.09, 25), (0.68, 0.13, 30), (0.85, 0.08, 50), (0.96, 0.03, 80)),
        accents=((0.62, 0.10, 195), (0.86, 0.12, 90)),
    ),
    Palette(
        name="apricot milk",
        moods=("pastel", "warm", "dusk"),
        tones=((0.37, 0.06, 40), (0.66, 0.11, 48), (0.85, 0.08, 65), (0.96, 0.03, 85)),
        accents=((0.63, 0.17, 32), (0.56, 0.07, 210)),
    ),
    Palette(
        name="mint tea",
        moods=("pastel", "cold", "day"),
        tones=(
            (0.37, 0.05, 190),
            (0.63, 0.07, 180),
            (0.86, 0.06, 170),
            (0.97, 0.02, 120),
        ),
        accents=((0.74, 0.13, 50), (0.57, 0.10, 30)),
    ),
    Palette(
        name="powder sky",
        moods=("pastel", "cold", "sky", "day"),
        tones=(
            (0.38, 0.07, 255),
            (0.63, 0.09, 245),
            (0.85, 0.05, 230),
            (0.97, 0.02, 90),
        ),
        accents=((0.74, 0.14, 58), (0.66, 0.15, 28)),
    ),
    Palette(
        name="ink and vermilion",
        moods=("mono", "retro", "day"),
        tones=(
            (0.20, 0.015, 60),
            (0.42, 0.02, 70),
            (0.76, 0.025, 80),
            (0.95, 0.025, 88),
        ),
        accents=((0.62, 0.22, 32), (0.42, 0.02, 70)),
    ),
    Palette(
        name="cyanotype",
        moods=("mono", "cold", "sea"),
        tones=(
            (0.24, 0.08, 258),
            (0.42, 0.12, 252),
            (0.73, 0.08, 240),
            (0.96, 0.02, 95),
        ),
        accents=((0.90, 0.06, 92), (0.62, 0.12, 248)),
    ),
    Palette(
        name="rosewood",
        moods=("love", "warm", "pastel", "dusk"),
        tones=((0.25, 0.06, 15), (0.47, 0.12, 18), (0.76, 0.10, 28), (0.95, 0.03, 60)),
        accents=((0.64, 0.19, 25), (0.84, 0.11, 75)),
    ),
    Palette(
        name="winter wheat",
        moods=("earthy", "snow", "mono", "day"),
        tones=(
            (0.28, 0.025, 70),
            (0.53, 0.04, 75),
            (0.80, 0.05, 85),
            (0.96, 0.018, 90),
        ),
        accents=((0.55, 0.10, 235), (0.66, 0.15, 48)),
    ),
)
