"""Every drum groove by name."""

from typing import Final

from services.gpu_inference.engines.sketch.composer.groove import Groove
from services.gpu_inference.engines.sketch.composer.hand_grooves import HAND_GROOVES
from services.gpu_inference.engines.sketch.composer.machine_grooves import (
    MACHINE_GROOVES,
)

GROOVES: Final[dict[str, Groove]] = {**HAND_GROOVES, **MACHINE_GROOVES}
