"""Colour as the eye orders it: Oklab conversions and the leading colours of a picture."""

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.floating[Any]]
"""Colours on the last axis, three to each."""

Bytes: TypeAlias = npt.NDArray[np.uint8]

# Björn Ottosson, "A perceptual color space for image processing" (2020),
# https://bottosson.github.io/posts/oklab/: linear sRGB -> cone response -> Lab.
_CONES_FROM_LINEAR: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB_FROM_ROOTS: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_LINEAR_FROM_CONES: Final = np.linalg.inv(_CONES_FROM_LINEAR)
_ROOTS_FROM_LAB: Final = np.linalg.inv(_LAB_FROM_ROOTS)

_SAMPLES_A_SIDE = 128
_CLUSTERS = 9
_ROUNDS = 8
_LEAST_SHARE = 0.012
_HUE_APART_DEGREES = 28.0
_LIGHTNESS_APART = 0.18
_GREY_CHROMA = 0.03


def linear_from_srgb(srgb: Floats) -> Floats:
    """Undo the sRGB transfer curve (IEC 61966-2-1); both sides are 0 to 1."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


def srgb_from_linear(linear: Floats) -> Floats:
    """Apply the sRGB transfer curve (IEC 61966-2-1); both sides are 0 to 1."""
    kept = np.clip(linear, 0.0, 1.0)
    srgb = np.where(kept <= 0.0031308, kept * 12.92, 1.055 * kept ** (1 / 2.4) - 0.055)
    return srgb.astype(np.float32)


def oklab_from_srgb(srgb: Floats) -> Floats:
    """Lightness 0 to 1, then green-red and blue-yellow, of sRGB 0 to 1."""
    cones = linear_from_srgb(srgb) @ _CONES_FROM_LINEAR.T
    return np.asarray(np.cbrt(cones) @ _LAB_FROM_ROOTS.T, dtype=np.float32)


def linear_from_oklab(lab: Floats) -> Floats:
    """Linear light, not clipped: outside 0 to 1 the colour is out of gamut."""
    roots = lab @ _ROOTS_FROM_LAB.T
    return np.asarray(roots**3 @ _LINEAR_FROM_CONES.T, dtype=np.float32)


def srgb_from_oklab(lab: Floats) -> Floats:
    return srgb_from_linear(linear_from_oklab(lab))


def oklab_from_oklch(lightness: float, chroma: float, hue_degrees: float) -> Floats:
    """The colour asked for, or with just less chroma when sRGB cannot show it."""
    hue = np.deg2rad(hue_degrees)
    direction = np.array([0.0, np.cos(hue), np.sin(hue)])
    for part in np.linspace(1.0, 0.0, 41):
        lab = (np.array([lightness, 0, 0]) + direction * chroma * part).astype(
            np.float32
        )
        linear = linear_from_oklab(lab)
        if linear.min() >= -1e-4 and linear.max() <= 1.0001:
            return np.asarray(lab)
    return np.array([lightness, 0.0, 0.0], dtype=np.float32)


def hex_of(color: Bytes) -> str:
    red, green, blue = (int(channel) for channel in color)
    return f"#{red:02x}{green:02x}{blue:02x}"


def leading_colors(pixels: Bytes) -> tuple[str, str]:
    """The most colourful cluster, and the next that differs in hue or lightness.

    ``pixels`` is (height, width, 3) sRGB. Both colours are those of real pixels.
    """
    stride = max(1, min(pixels.shape[:2]) // _SAMPLES_A_SIDE)
    sample = pixels[::stride, ::stride].reshape(-1, 3)
    lab = oklab_from_srgb(sample.astype(np.float32) / 255.0)
    centres, shares = _clusters(lab)
    chroma = np.hypot(centres[:, 1], centres[:, 2])
    order = np.argsort(-np.where(shares >= _LEAST_SHARE, chroma, chroma - 1.0))
    first = centres[order[0]]
    second = _runner_up(first, centres[order[1:]])
    return _nearest_hex(first, lab, sample), _nearest_hex(second, lab, sample)


def _clusters(lab: Floats) -> tuple[Floats, Floats]:
    """k-means from centres spread by farthest point; also each cluster's share."""
    centres = _spread(lab)
    nearest = np.zeros(len(lab), dtype=np.intp)
    for _ in range(_ROUNDS):
        nearest = _distances(lab, centres).argmin(axis=1)
        for index in range(_CLUSTERS):
            members = lab[nearest == index]
            if len(members):
                centres[index] = members.mean(axis=0)
    counts = np.bincount(nearest, minlength=_CLUSTERS)
    return centres, (counts / len(lab)).astype(np.float32)


def _spread(lab: Floats) -> Floats:
    centres = [lab.mean(axis=0)]
    distance = np.full(len(lab), np.inf)
    for _ in range(_CLUSTERS - 1):
        distance = np.minimum(distance, ((lab - centres[-1]) ** 2).sum(axis=1))
        centres.append(lab[int(distance.argmax())])
    return np.array(centres, dtype=np.float32)


def _distances(lab: Floats, centres: Floats) -> Floats:
    """Squared, up to a term that is the same for every centre."""
    return np.asarray((centres**2).sum(axis=1) - 2.0 * lab @ centres.T)


def _runner_up(first: Floats, others: Floats) -> Floats:
    for other in others:
        if _differs(first, other):
            return np.asarray(other)
    return np.asarray(others[np.abs(others[:, 0] - first[0]).argmax()])


def _differs(one: Floats, other: Floats) -> bool:
    if abs(one[0] - other[0]) >= _LIGHTNESS_APART:
        return True
    if min(np.hypot(*one[1:]), np.hypot(*other[1:])) < _GREY_CHROMA:
        return False
    turn = np.rad2deg(np.arctan2(one[2], one[1]) - np.arctan2(other[2], other[1]))
    return bool(abs((turn + 180.0) % 360.0 - 180.0) >= _HUE_APART_DEGREES)


def _nearest_hex(color: Floats, lab: Floats, sample: Bytes) -> str:
    return hex_of(sample[int(((lab - color) ** 2).sum(axis=1).argmin())])
