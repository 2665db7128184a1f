"""Why a caller of the original's endpoints gets no song."""

from uuid import UUID

from shared.errors import DomainError


class KeyHeadersMissing(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "Send an API key: its id in the header Modal-Key, its secret in Modal-Secret."
        )


class SongFailed(DomainError):
    def __init__(self, song_id: UUID, *, code: str, message: str) -> None:
        super().__init__(f"The song failed and cost nothing. {message}".rstrip())
        self.song_id = str(song_id)
        self.failure = {"code": code, "message": message}


class SongCancelled(DomainError):
    def __init__(self, song_id: UUID) -> None:
        super().__init__(
            "The song was cancelled and cost nothing; ask for another one."
        )
        self.song_id = str(song_id)
