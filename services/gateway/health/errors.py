"""What the operations endpoints cannot answer."""

from shared.errors import DomainError


class EngineUnknown(DomainError):
    def __init__(self) -> None:
        super().__init__("No inference worker has answered; songs wait until one does.")
        self.retry_after_seconds = 5
