"""Every palette, in a fixed order: the order is part of what a seed means."""

from typing import Final

from services.gpu_inference.engines.sketch.painter.palettes_of_day import OF_DAY
from services.gpu_inference.engines.sketch.painter.palettes_of_night import OF_NIGHT

PALETTES: Final = (*OF_DAY, *OF_NIGHT)
