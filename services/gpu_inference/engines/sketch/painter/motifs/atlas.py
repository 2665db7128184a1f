"""Atlas: an old star chart, its circles, ticks and a constellation drawn in gold."""

import numpy as np

from services.gpu_inference.engines.sketch.painter.fields import noise, smoothstep
from services.gpu_inference.engines.sketch.painter.film import Film
from services.gpu_inference.engines.sketch.painter.palette import Field
from services.gpu_inference.engines.sketch.painter.scene import Motif, Scene
from services.gpu_inference.engines.sketch.painter.scenery import stars

_RIM = 0.435


def paint(scene: Scene) -> None:
    canvas, palette = scene.canvas, scene.palette
    paper = noise(scene.dice, canvas.shape, cells=5, octaves=5, gain=0.6)
    canvas.fill(palette.ramp(0.045 + 0.012 * paper))
    away = canvas.distance(0.5, 0.5)
    _sky(scene, away)
    scene.rest()
    stars(scene, count=420, below=1.0, color=palette.tone(1.0))
    outside = canvas.inside(_RIM - away)
    canvas.lay(palette.tone(0.06), outside, opacity=0.82)
    scene.rest()
    _circles(scene, away)
    _ticks(scene)
    scene.rest()
    _figure(scene)
    _moons(scene)


def _sky(scene: Scene, away: Field) -> None:
    """A milky band across the chart, torn by dark lanes."""
    canvas, palette = scene.canvas, scene.palette
    angle = scene.between(0, np.pi)
    side = (canvas.x - 0.5) * np.sin(angle) - (canvas.y - 0.5) * np.cos(angle)
    cloud = noise(scene.dice, canvas.shape, cells=4, octaves=6, gain=0.6)
    band = np.exp(-(((side + 0.03 * cloud) / 0.11) ** 2))
    lanes = smoothstep(cloud + 6.0 * np.abs(side + 0.02 * cloud), low=0.0, high=0.9)
    light = band * (0.6 + 0.4 * lanes) * (0.75 + 0.3 * cloud)
    tone = 0.16 + 0.05 * (1 - away) + 0.42 * np.clip(light, 0, 1)
    canvas.lay(palette.ramp(tone), canvas.inside(away - _RIM))
    dust = np.clip(light - 0.45, 0, 1) * canvas.inside(away - _RIM)
    canvas.glow(palette.accent, dust * np.float32(0.35))


def _circles(scene: Scene, away: Field) -> None:
    canvas, palette = scene.canvas, scene.palette
    gold = palette.second
    for radius, width, strength in (
        *(
            (_RIM, 0.0024, 0.95),
            (_RIM + 0.009, 0.0010, 0.8),
            (_RIM + 0.036, 0.0018, 0.9),
        ),
        *((0.325, 0.0007, 0.5), (0.215, 0.0007, 0.5), (0.105, 0.0007, 0.5)),
    ):
        line = canvas.inside(np.abs(away - np.float32(radius)) - width)
        canvas.lay(gold, line, opacity=strength)
    # The ecliptic: a circle off the centre, dashed.
    x, y = 0.5 + scene.between(-0.1, 0.1), 0.5 + scene.between(-0.1, 0.1)
    angle = np.arctan2(canvas.y - np.float32(y), canvas.x - np.float32(x))
    dash = smoothstep(np.sin(angle * np.float32(90)), low=-0.2, high=0.2)
    ring = canvas.inside(np.abs(canvas.distance(x, y) - np.float32(0.27)) - 0.0009)
    canvas.lay(palette.accent, ring * dash, opacity=0.9)


def _ticks(scene: Scene) -> None:
    """Degrees on the rim and the hour lines within it."""
    canvas, palette = scene.canvas, scene.palette
    turn = scene.between(0, 0.2)
    short = [
        _spoke(turn + i * np.pi / 90, _RIM + 0.009, _RIM + 0.020) for i in range(180)
    ]
    long = [
        _spoke(turn + i * np.pi / 18, _RIM + 0.009, _RIM + 0.036) for i in range(36)
    ]
    hours = [_spoke(turn + i * np.pi / 6, 0.105, _RIM) for i in range(12)]
    canvas.lay(palette.second, canvas.strokes(short, width=0.0014), opacity=0.75)
    canvas.lay(palette.second, canvas.strokes(long, width=0.002), opacity=0.9)
    canvas.lay(palette.second, canvas.strokes(hours, width=0.001), opacity=0.38)


def _spoke(angle: float, inner: float, outer: float) -> Field:
    way = np.array([np.cos(angle), np.sin(angle)])
    return np.stack([0.5 + inner * way, 0.5 + outer * way])


def _figure(scene: Scene) -> None:
    """A chain of bright stars with a few branches, none too close to the last."""
    canvas, palette = scene.canvas, scene.palette
    points = _chain(scene)
    branch = points[scene.count(2, len(points) - 3)]
    aside = branch + np.array([scene.between(-0.12, 0.12), scene.between(-0.12, 0.12)])
    lines = [np.array(points), np.stack([branch, aside])]
    canvas.lay(palette.accent, canvas.strokes(lines, width=0.0026), opacity=0.9)
    for x, y in [*points, aside]:
        size = scene.between(0.006, 0.013)
        patch = canvas.around(float(x), float(y), 0.09)
        away = patch.distance(float(x), float(y))
        patch.glow(palette.accent, np.exp(-away / np.float32(size * 1.4)) * 0.8)
        flare = np.abs(patch.x - x) * np.abs(patch.y - y)
        spike = np.exp(-flare / 2.2e-6) * np.exp(-away / np.float32(size * 1.7))
        patch.glow(palette.tone(1.0), spike * np.float32(0.9))
        patch.lay(palette.tone(1.0), patch.inside(away - size * 0.55))


def _chain(scene: Scene) -> list[Field]:
    angle = scene.between(0, 2 * np.pi)
    place = 0.5 - 0.30 * np.array([np.cos(angle), np.sin(angle)])
    points: list[Field] = [place]
    for _ in range(scene.count(6, 8)):
        angle += scene.between(-0.95, 0.95)
        step = scene.between(0.07, 0.13)
        place = place + step * np.array([np.cos(angle), np.sin(angle)])
        # A pull to the middle keeps the figure inside the rim.
        place = 0.5 + (place - 0.5) * min(1.0, 0.36 / float(np.hypot(*(place - 0.5))))
        angle += 0.25 * np.sin(np.arctan2(*(0.5 - place)[::-1]) - angle)
        points.append(place)
    return points


def _moons(scene: Scene) -> None:
    """The phases, one in each corner."""
    canvas, palette = scene.canvas, scene.palette
    corners = ((0.085, 0.085), (0.915, 0.085), (0.915, 0.915), (0.085, 0.915))
    for (x, y), shift in zip(corners, (0.018, 0.042, -0.018, -0.042), strict=True):
        patch = canvas.around(x, y, 0.06)
        away = patch.distance(x, y)
        disc = patch.inside(away - 0.034)
        shadow = patch.inside(patch.distance(x + shift, y) - 0.036)
        patch.lay(palette.second, disc * (1.0 - shadow))
        patch.lay(palette.second, patch.inside(np.abs(away - 0.034) - 0.0008))


MOTIF = Motif(
    name="atlas",
    paint=paint,
    words=(
        *("star", "constellation", "map", "zodiac", "compass", "sky", "fate", "myth"),
        *("astronomy", "heaven", "north", "time", "clock", "destiny", "orion", "venus"),
        *("letter", "ancient", "wonder", "sign"),
    ),
    genres=("Classical", "Waltz", "Ambient", "Folk", "Cinematic", "Metal", "Indie"),
    moods=("night", "space", "mono", "sea"),
    film=Film(grain=0.032, bloom=0.15, specks=0.15),
)
