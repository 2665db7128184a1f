"""The canvas: a float picture with smooth-edged shapes, glows and shadows."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from services.gpu_inference.engines.sketch.painter.palette import Color, Field

Points: TypeAlias = npt.NDArray[np.floating[Any]]
"""Corners or stops along a line, shape (count, 2), x then y, in widths of the cover."""

_OVERSAMPLING = 3
_HAIR_PIXELS = 5


class Canvas:
    """Pixels in encoded sRGB, and coordinates 0 to 1 from the top left corner.

    A patch is a canvas too: it shares the pixels and keeps the coordinates of the whole.
    """

    def __init__(
        self, pixels: Color, *, side: int, left: int = 0, top: int = 0
    ) -> None:
        self.pixels = pixels
        self.side = side
        self._left = left
        self._top = top
        rows, columns = pixels.shape[:2]
        self.x: Field = ((np.arange(columns, dtype=np.float32) + left + 0.5) / side)[
            None, :
        ]
        self.y: Field = ((np.arange(rows, dtype=np.float32) + top + 0.5) / side)[
            :, None
        ]

    @property
    def shape(self) -> tuple[int, int]:
        return self.pixels.shape[0], self.pixels.shape[1]

    def patch(self, left: float, top: float, right: float, bottom: float) -> "Canvas":
        """The part of the canvas inside the box; empty where the box lies outside."""
        rows, columns = self.shape
        low = [round(left * self.side) - self._left, round(top * self.side) - self._top]
        high = [
            round(right * self.side) - self._left,
            round(bottom * self.side) - self._top,
        ]
        x0, x1 = (min(max(edge, 0), columns) for edge in (low[0], high[0]))
        y0, y1 = (min(max(edge, 0), rows) for edge in (low[1], high[1]))
        return Canvas(
            self.pixels[y0:y1, x0:x1],
            side=self.side,
            left=self._left + x0,
            top=self._top + y0,
        )

    def around(self, x: float, y: float, radius: float) -> "Canvas":
        return self.patch(x - radius, y - radius, x + radius, y + radius)

    def along(
        self, start: tuple[float, float], end: tuple[float, float], *, margin: float
    ) -> "Canvas":
        """The patch that holds a line, with room on all sides."""
        return self.patch(
            min(start[0], end[0]) - margin,
            min(start[1], end[1]) - margin,
            max(start[0], end[0]) + margin,
            max(start[1], end[1]) + margin,
        )

    def distance(self, x: float, y: float) -> Field:
        return np.asarray(np.hypot(self.x - np.float32(x), self.y - np.float32(y)))

    def turned(self, x: float, y: float, angle: float) -> tuple[Field, Field]:
        """How far along a direction from a point, and across it; angle in radians."""
        cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        right, down = self.x - np.float32(x), self.y - np.float32(y)
        return right * cos + down * sin, down * cos - right * sin

    def inside(self, distance: Field, *, softness: float = 0.0) -> Field:
        """Coverage 0 to 1 where a signed distance is below zero, smooth at the edge."""
        width = max(1.0 / self.side, softness)
        return np.asarray(
            np.clip(np.float32(0.5) - distance / np.float32(width), 0.0, 1.0)
        )

    def fill(self, color: Color) -> None:
        self.pixels[...] = color

    def lay(self, color: Color, coverage: Field, *, opacity: float = 1.0) -> None:
        """Paint over, as opaque as the coverage says."""
        part = (coverage * np.float32(opacity))[..., None]
        self.pixels += (color - self.pixels) * part

    def glow(self, color: Color, light: Field) -> None:
        """Add light as a screen print does: bright places never burn out."""
        kept = 1.0 - np.clip(light, 0.0, 1.0)[..., None] * color
        self.pixels[...] = 1.0 - (1.0 - self.pixels) * kept

    def shade(self, coverage: Field, *, color: Color | None = None) -> None:
        """Multiply down: by ``color`` where covered fully, to darkness without one."""
        target = np.zeros(3, dtype=np.float32) if color is None else color
        part = np.clip(coverage, 0.0, 1.0)[..., None]
        self.pixels *= 1.0 - part * (1.0 - target)

    def polygons(self, outlines: Sequence[Points]) -> Field:
        """Coverage of filled outlines, painted as one shape."""
        sheet, pen = self._sheet()
        for outline in outlines:
            pen.polygon(self._corners(outline), fill=255)
        return self._coverage(sheet)

    def strokes(self, lines: Sequence[Points], *, width: float) -> Field:
        """Coverage of open lines ``width`` thick."""
        sheet, pen = self._sheet()
        thickness = max(1, round(width * self.side * _OVERSAMPLING))
        # Hair lines need no rounded joints, and without them they draw much faster.
        joint = "curve" if thickness > _HAIR_PIXELS * _OVERSAMPLING else None
        for line in lines:
            pen.line(self._corners(line), fill=255, width=thickness, joint=joint)
        return self._coverage(sheet)

    def _sheet(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        rows, columns = self.shape
        size = (max(columns, 1) * _OVERSAMPLING, max(rows, 1) * _OVERSAMPLING)
        sheet = Image.new("L", size, 0)
        return sheet, ImageDraw.Draw(sheet)

    def _corners(self, points: Points) -> list[tuple[float, float]]:
        scaled = np.asarray(points, dtype=np.float64) * self.side
        corners = (scaled - (self._left, self._top)) * _OVERSAMPLING
        return [(float(x), float(y)) for x, y in corners]

    def _coverage(self, sheet: Image.Image) -> Field:
        small = np.asarray(sheet.reduce(_OVERSAMPLING), dtype=np.float32)
        rows, columns = self.shape
        return small[:rows, :columns] / np.float32(255.0)


def blank(side: int) -> Canvas:
    return Canvas(np.zeros((side, side, 3), dtype=np.float32), side=side)
