"""Why a request about a song is refused."""

from shared.domain.songs import SongStatus
from shared.errors import DomainError


class QuotaExceeded(DomainError):
    def __init__(self, *, limit: int, unfinished: int) -> None:
        super().__init__(
            f"At most {limit} songs may wait or run at once; {unfinished} do. "
            "Ask again when one of them is done."
        )
        self.limit = limit
        self.unfinished = unfinished
        self.retry_after_seconds = 30


class RequestInFlight(DomainError):
    def __init__(self) -> None:
        super().__init__("A request with this Idempotency-Key is being answered.")
        self.retry_after_seconds = 1


class IdempotencyKeyReused(DomainError):
    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request.")
        self.field = "Idempotency-Key"


class SongNotReady(DomainError):
    def __init__(self, status: SongStatus) -> None:
        super().__init__(f"The song is {status}; there is nothing to hear.")
        self.song_status = status


class MasterLost(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "The recording that other formats are made from is gone from storage."
        )
