"""Every motif, in a fixed order: the order is part of what a seed means."""

from typing import Final

from services.gpu_inference.engines.sketch.painter.motifs import (
    dunes,
    harbour,
    papercut,
    ridges,
)

MOTIFS: Final = (
    dunes.MOTIF,
    harbour.MOTIF,
    papercut.MOTIF,
    ridges.MOTIF,
)
