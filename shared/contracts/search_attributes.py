"""What an operator can search workflows by, in Temporal's list."""

from typing import Final

from temporalio.common import SearchAttributeKey

SONG_ID: Final = SearchAttributeKey.for_keyword("SongId")
USER_ID: Final = SearchAttributeKey.for_keyword("UserId")
SONG_STAGE: Final = SearchAttributeKey.for_keyword("SongStage")
ENGINE: Final = SearchAttributeKey.for_keyword("Engine")

ALL: Final = (SONG_ID, USER_ID, SONG_STAGE, ENGINE)
