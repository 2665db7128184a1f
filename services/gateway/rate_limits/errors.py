"""What somebody is told who asks too often."""

from shared.errors import DomainError


class RateLimited(DomainError):
    def __init__(self, *, retry_after_seconds: int) -> None:
        super().__init__(
            f"Too many attempts; try again in {retry_after_seconds} seconds."
        )
        self.retry_after_seconds = retry_after_seconds
