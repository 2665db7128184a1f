"""Why a key is not made."""

from shared.errors import DomainError


class TooManyApiKeys(DomainError):
    def __init__(self, *, limit: int) -> None:
        super().__init__(
            f"You have {limit} API keys that work, which is the most there can be: "
            "revoke one that you no longer use."
        )
        self.limit = limit
