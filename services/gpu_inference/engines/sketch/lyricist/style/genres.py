"""Every category as a genre, and the names that only sometimes mean one."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.band_genres import BAND_GENRES
from services.gpu_inference.engines.sketch.lyricist.style.genre import Genre
from services.gpu_inference.engines.sketch.lyricist.style.studio_genres import (
    STUDIO_GENRES,
)
from services.gpu_inference.engines.sketch.lyricist.word_sets import word_set
from shared.domain.categories import CATEGORIES

_KNOWN: Final = BAND_GENRES | STUDIO_GENRES
GENRES: Final[dict[str, Genre]] = {name: _KNOWN[name] for name in CATEGORIES}

AMBIGUOUS: Final = word_set(
    "dance house soul country world metal rock trap folk acoustic spiritual worship "
    "praise swing surf jungle garage score trailer traditional western tribal acid "
    "drill rave drone irish scottish celtic medieval tavern african arabic indian "
    "oriental hawaiian turkish persian nordic jingle spanish christian boogie "
    "industrial opera orchestra meditation lounge funky alternative hardcore doom "
    "sludge soundtrack jazzy tango samba campfire nashville outrun electro broadway "
    "hymn cabaret dub punk indie latin"
)
"""Names that are also everyday words: counted only where music is meant."""
