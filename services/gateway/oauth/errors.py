"""Why signing in with another provider, or linking one, did not work."""

from shared.errors import DomainError


class ProviderUnavailable(DomainError):
    def __init__(self, *, provider: str, label: str) -> None:
        super().__init__(
            f"{label} does not answer at the moment: try again, or sign in another way."
        )
        self.provider = provider
        self.retry_after_seconds = 5


class ProviderMisbehaved(DomainError):
    def __init__(self, *, provider: str, label: str) -> None:
        super().__init__(
            f"{label} gave an answer that cannot be trusted. Start again; if it happens "
            "again, tell whoever runs this site."
        )
        self.provider = provider


class ConsentRefused(DomainError):
    def __init__(self, *, label: str) -> None:
        super().__init__(
            f"{label} was not allowed to tell who you are. Start again to sign in."
        )


class SignInExpired(DomainError):
    """Used, expired, of another browser, or never begun: nobody is told which."""

    def __init__(self) -> None:
        super().__init__(
            "This sign-in is over, or was begun in another browser: start again."
        )


class VerifiedEmailRequired(DomainError):
    def __init__(self, *, label: str) -> None:
        super().__init__(
            f"{label} tells no e-mail address of yours that it has verified. Verify one "
            "there, or sign up with an e-mail and a password."
        )


class EmailHasAccount(DomainError):
    """Never linked by the address alone: whoever holds it may be another person by now."""

    def __init__(self, *, label: str) -> None:
        super().__init__(
            "There is an account with this e-mail. Sign in as you did before, then link "
            f"{label} in your settings."
        )


class ProviderAccountInUse(DomainError):
    def __init__(self, *, label: str) -> None:
        super().__init__(
            f"This account at {label} belongs to another account here. Sign in with it, "
            "or unlink it there first."
        )


class ProviderLinkedAlready(DomainError):
    def __init__(self, *, label: str) -> None:
        super().__init__(
            f"Another account at {label} is linked to yours: unlink that one first."
        )


class LastWayIn(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "You could not sign in any more. Set a password, add a passkey or link "
            "another provider first."
        )
