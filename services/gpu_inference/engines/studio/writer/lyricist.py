"""The studio engine's lyricist: asks a language model for what the recipe leaves open."""

from typing import Any

import structlog
from typing_extensions import override

from services.gpu_inference.engines.engine import Lyricist, OnStep
from services.gpu_inference.engines.studio.writer.answers import (
    UnusableWords,
    read_answer,
)
from services.gpu_inference.engines.studio.writer.prompts import ask, ask_again
from services.gpu_inference.engines.studio.writer.sheet_schema import asked_of
from services.gpu_inference.engines.studio.writer.tags import given_tags
from services.gpu_inference.engines.studio.writer.text_model import TextModel
from shared.contracts.songs import SongRecipe, WriteSong, WrittenSong
from shared.domain.limits import LONGEST_LYRICS, LONGEST_TITLE

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class StudioLyricist(Lyricist):
    """Asks at most twice; what the person wrote themselves is kept as it is."""

    def __init__(self, model: TextModel) -> None:
        self._model = model

    @override
    def write(self, request: WriteSong, *, on_step: OnStep) -> WrittenSong:
        """Raises ``UnusableWords`` where even the second answer is no song."""
        recipe = request.recipe
        asked = asked_of(recipe)
        answer = self._model.generate(ask(recipe), on_step=on_step)
        try:
            return _sheet(recipe, read_answer(answer, asked=asked))
        except UnusableWords as refusal:
            fault = refusal.fault
        log.warning("words_refused", song_id=str(request.song_id), fault=fault)
        answer = self._model.generate(ask_again(recipe, fault=fault), on_step=on_step)
        return _sheet(recipe, read_answer(answer, asked=asked))


def _sheet(recipe: SongRecipe, written: dict[str, Any]) -> WrittenSong:
    """The person's words, and the model's wherever it was asked."""
    given = {
        "title": recipe.title.strip()[:LONGEST_TITLE].rstrip(),
        "tags": given_tags(recipe.prompt),
        "lyrics": "" if recipe.instrumental else recipe.lyrics.strip()[:LONGEST_LYRICS],
    }
    sheet = given | written
    return WrittenSong(
        title=sheet["title"],
        prompt=sheet["tags"],
        lyrics=sheet["lyrics"],
        categories=sheet["categories"],
        bpm=sheet["bpm"],
        key_scale=sheet["key_scale"],
        time_signature=sheet["time_signature"],
        language=sheet.get("language", "en"),
    )
