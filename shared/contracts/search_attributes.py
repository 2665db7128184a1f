"""What an operator can search workflows by, in Temporal's list."""

from typing import Final

from temporalio.common import SearchAttributeKey

SONG_ID: Final = SearchAttributeKey.for_keyword("SongId")
USER_ID: Final = SearchAttributeKey.for_keyword("UserId")
SONG_STAGE: Final = SearchAttributeKey.for_keyword("SongStage")
ENGINE: Final = SearchAttributeKey.for_keyword("Engine")
FAILURE_CODE: Final = SearchAttributeKey.for_keyword("FailureCode")
"""Of a song that failed: ``Failure.code``, so that those that failed alike are found."""
AUDIT_OUTCOME: Final = SearchAttributeKey.for_keyword("AuditOutcome")
"""``clean`` or ``violated``: an audit that found something completes all the same."""

ALL: Final = (SONG_ID, USER_ID, SONG_STAGE, ENGINE, FAILURE_CODE, AUDIT_OUTCOME)
