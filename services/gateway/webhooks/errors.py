"""Why a delivery is turned away."""

from shared.errors import DomainError


class UnreadableDelivery(DomainError):
    def __init__(self, what: str) -> None:
        super().__init__(f"This delivery cannot be read: {what}.")


class WrongSignature(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "This delivery is not signed with the secret of this endpoint, or not "
            "within the last five minutes: compare POLAR_WEBHOOK_SECRET and the clock."
        )
