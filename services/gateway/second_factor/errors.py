"""Why a second factor is not taken, set up or changed."""

from shared.errors import DomainError


class WrongCode(DomainError):
    def __init__(self, *, attempts_left: int | None = None) -> None:
        super().__init__(
            "This code is wrong as well: begin again to be asked anew."
            if attempts_left == 0
            else "This code is wrong, too old, or was used already: send the next one."
        )
        self.field = "code"
        if attempts_left is not None:
            self.attempts_left = attempts_left


class CodeRequired(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "An authenticator is set up: send its code, or a recovery code, as well."
        )
        self.field = "code"


class SecondFactorOn(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "An authenticator is set up already: remove it before you set up another."
        )


class SecondFactorOff(DomainError):
    def __init__(self) -> None:
        super().__init__("No authenticator is set up: set one up first.")
