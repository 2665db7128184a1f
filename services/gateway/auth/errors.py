"""Why somebody is not let in."""

from datetime import datetime

from shared.errors import DomainError


class NotSignedIn(DomainError):
    def __init__(self) -> None:
        super().__init__("Sign in first: this address needs to know who you are.")


class WrongCredentials(DomainError):
    def __init__(self) -> None:
        super().__init__("This e-mail and password do not belong together.")


class InvalidApiKey(DomainError):
    def __init__(self) -> None:
        super().__init__("This API key is unknown, expired or revoked.")


class InsufficientScope(DomainError):
    def __init__(self, *, needed: str) -> None:
        super().__init__(f"This API key lacks the scope {needed}.")
        self.needed = needed


class SessionRequired(DomainError):
    def __init__(self) -> None:
        super().__init__("An API key cannot do this: sign in, in a browser.")


class ReauthenticationRequired(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "Prove once more that it is you, at /api/auth/reauthenticate or by signing in "
            "again, and try again."
        )


class SecondFactorRequired(DomainError):
    """The password was right; one more proof is needed."""

    def __init__(
        self, *, ticket: str, methods: list[str], expires_at: datetime
    ) -> None:
        super().__init__(
            "Send the code of your authenticator, or a recovery code, with this ticket "
            "to /api/auth/sign-in/second-factor."
        )
        self.ticket = ticket
        self.methods = methods
        self.expires_at = expires_at.isoformat()


class EmailTaken(DomainError):
    def __init__(self) -> None:
        super().__init__("There is an account with this e-mail. Sign in instead.")


class PasswordIsEmail(DomainError):
    def __init__(self, *, field: str) -> None:
        super().__init__(
            "A password must not be your own e-mail address; choose another."
        )
        self.field = field


class MisdirectedRequest(DomainError):
    def __init__(self, *, public_url: str) -> None:
        super().__init__(
            f"This service does not go by that name: open it at {public_url}, or set "
            "PUBLIC_URL to the address that people use."
        )


class ForeignOrigin(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "A signed-in browser may change things only from this site's own pages; "
            "send an Origin header with this site's address, which is PUBLIC_URL."
        )
