"""Why a second factor is not taken, set up or changed."""

from shared.errors import DomainError


class WrongCode(DomainError):
    def __init__(self, *, attempts_left: int) -> None:
        super().__init__(
            "This code is wrong, too old, or was used already: send the next one."
            if attempts_left
            else "This code is wrong as well: begin again to be asked anew."
        )
        self.field = "code"
        self.attempts_left = attempts_left


class SecondFactorOn(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "An authenticator is set up already: remove it before you set up another."
        )


class SecondFactorOff(DomainError):
    def __init__(self) -> None:
        super().__init__("No authenticator is set up: set one up first.")
