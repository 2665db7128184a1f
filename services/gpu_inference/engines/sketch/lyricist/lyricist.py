"""The sketch engine's lyricist: reads a style, writes a title and a song, by the seed."""

from typing import Final

from typing_extensions import override

from services.gpu_inference.engines.engine import Lyricist, OnStep
from services.gpu_inference.engines.sketch.lyricist.chance import chance
from services.gpu_inference.engines.sketch.lyricist.lyrics import (
    LONGEST_LYRICS,
    write_lyrics,
)
from services.gpu_inference.engines.sketch.lyricist.song_form import form_for
from services.gpu_inference.engines.sketch.lyricist.style.style import (
    Style,
    is_wordless,
    read_style,
)
from services.gpu_inference.engines.sketch.lyricist.style.tags import (
    LONGEST_PROMPT,
    style_tags,
)
from services.gpu_inference.engines.sketch.lyricist.subject import (
    occasions_in,
    subject_of,
)
from services.gpu_inference.engines.sketch.lyricist.sung_hook import sung_hook
from services.gpu_inference.engines.sketch.lyricist.theme import (
    Theme,
    theme_of,
)
from services.gpu_inference.engines.sketch.lyricist.titles import (
    Hook,
    given_hook,
    own_hook,
    written_hook,
)
from shared.contracts.songs import SongRecipe, WriteSong, WrittenSong
from shared.domain.songs import SongMode

_LONGEST_READ: Final = 2500


class SketchLyricist(Lyricist):
    """A grammar, not a model: nothing to load but a dictionary, on the first song."""

    @override
    def write(self, request: WriteSong, *, on_step: OnStep) -> WrittenSong:
        recipe = request.recipe
        style = read_style(_style_words(recipe), chance(recipe, "style"))
        words = _theme_words(recipe)
        theme = theme_of(subject_of(words), occasions=occasions_in(words))
        hook = _hook(recipe, theme)
        return WrittenSong(
            title=hook.title,
            prompt=_prompt(recipe, style),
            lyrics=_lyrics(recipe, theme, hook),
            categories=style.categories,
            bpm=style.bpm,
            key_scale=style.key_scale,
            time_signature=style.time_signature,
        )


def _style_words(recipe: SongRecipe) -> str:
    """Tags come before the description: where they differ, the tags decide."""
    if recipe.mode == SongMode.DESCRIPTION:
        said = recipe.full_described_song
    else:
        said = f"{recipe.prompt}\n{recipe.described_lyrics}"
    return said[:_LONGEST_READ]


def _theme_words(recipe: SongRecipe) -> str:
    words = {
        SongMode.DESCRIPTION: recipe.full_described_song,
        SongMode.DESCRIBED_LYRICS: recipe.described_lyrics or recipe.prompt,
        SongMode.LYRICS: recipe.lyrics or recipe.prompt,
    }
    return words[recipe.mode][:_LONGEST_READ]


def _is_instrumental(recipe: SongRecipe) -> bool:
    described = recipe.mode == SongMode.DESCRIPTION
    return recipe.instrumental or (
        described and is_wordless(recipe.full_described_song)
    )


def _hook(recipe: SongRecipe, theme: Theme) -> Hook:
    if recipe.title.strip():
        return given_hook(recipe.title)
    if recipe.mode == SongMode.LYRICS and (sung := sung_hook(recipe.lyrics)):
        return own_hook(sung)
    has_verse = any(
        section.name == "verse" for section in form_for(recipe.audio_duration)
    )
    return written_hook(
        theme,
        chance(recipe, "title"),
        must_be_theirs=not has_verse,
    )


def _prompt(recipe: SongRecipe, style: Style) -> str:
    given = "" if recipe.mode == SongMode.DESCRIPTION else recipe.prompt.strip()
    if given:
        return given[:LONGEST_PROMPT]
    return style_tags(
        style,
        is_instrumental=_is_instrumental(recipe),
        lots=chance(recipe, "tags"),
    )


def _lyrics(recipe: SongRecipe, theme: Theme, hook: Hook) -> str:
    if _is_instrumental(recipe):
        return ""
    if recipe.mode == SongMode.LYRICS:
        return recipe.lyrics.strip()[:LONGEST_LYRICS]
    return write_lyrics(
        theme,
        hook,
        form=form_for(recipe.audio_duration),
        lots=chance(recipe, "lyrics"),
    )
