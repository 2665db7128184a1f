"""Covers as files: the same pixels always give the same PNG."""

from pathlib import Path
from typing import Final

from PIL import Image

from services.gpu_inference.engines.engine import Cover

# Levels above 6 take three times as long and save two parts in a hundred.
_ZLIB_LEVEL: Final = 6


def write_cover(path: Path, cover: Cover) -> None:
    Image.fromarray(cover.pixels).save(path, "PNG", compress_level=_ZLIB_LEVEL)
