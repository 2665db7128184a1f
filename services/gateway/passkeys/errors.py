"""Why a passkey is not added, not removed, or does not let anybody in."""

from shared.errors import DomainError


class PasskeyUnusable(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "This passkey cannot be added: begin again, on this site's own page, and "
            "let your device check that it is you."
        )
        self.field = "credential"


class PasskeyKnown(DomainError):
    def __init__(self) -> None:
        super().__init__("This passkey was added before: sign in with it.")


class TooManyPasskeys(DomainError):
    def __init__(self, *, limit: int) -> None:
        super().__init__(f"You have {limit} passkeys: remove one you no longer use.")
        self.limit = limit


class PasskeyRefused(DomainError):
    """Unknown, removed, copied, or not rightly used: nobody is told which."""

    def __init__(self) -> None:
        super().__init__(
            "This passkey does not open an account here: try again, or sign in another "
            "way."
        )
