"""Why somebody is not let in."""

from shared.errors import DomainError


class NotSignedIn(DomainError):
    def __init__(self) -> None:
        super().__init__("Sign in first: this address needs to know who you are.")


class WrongCredentials(DomainError):
    def __init__(self) -> None:
        super().__init__("This e-mail and password do not belong together.")


class EmailTaken(DomainError):
    def __init__(self) -> None:
        super().__init__("There is an account with this e-mail. Sign in instead.")


class ForeignOrigin(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "A signed-in browser may change things only from this site's own pages; "
            "send an Origin header with this site's address."
        )
