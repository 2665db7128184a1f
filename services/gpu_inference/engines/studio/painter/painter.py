"""The studio engine's painter: covers by a text-to-image model."""

from typing_extensions import override

from services.gpu_inference.colors import leading_colors
from services.gpu_inference.engines.engine import Cover, OnStep, Painter
from services.gpu_inference.engines.studio.painter.picture_model import (
    PictureModel,
    Wish,
)
from services.gpu_inference.engines.studio.painter.wording import AVOID, words_for
from shared.contracts.songs import PaintCover


class StudioPainter(Painter):
    """Keeps nothing between covers, so one may serve many threads."""

    def __init__(self, model: PictureModel) -> None:
        self._model = model

    @override
    def paint(self, request: PaintCover, *, on_step: OnStep) -> Cover:
        wish = Wish(prompt=words_for(request.sheet), avoid=AVOID, seed=request.seed)
        pixels = self._model.paint(wish, on_step=on_step)
        return Cover(pixels=pixels, colors=leading_colors(pixels))
