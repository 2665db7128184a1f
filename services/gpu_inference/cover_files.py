"""Covers as files: the same pixels always give the same PNG."""

from pathlib import Path
from typing import Final

from PIL import Image

from services.gpu_inference.engines.engine import Cover

# On painted covers, which are grainy, level 6 takes three times as long to save nothing.
_ZLIB_LEVEL: Final = 3


def write_cover(path: Path, cover: Cover) -> None:
    Image.fromarray(cover.pixels).save(path, "PNG", compress_level=_ZLIB_LEVEL)
