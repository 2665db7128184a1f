"""Why nothing can be bought just now."""

from shared.errors import DomainError


class BillingDisabled(DomainError):
    def __init__(self, *, missing: str) -> None:
        super().__init__(
            f"Nothing is sold here: whoever runs this service has not set {missing}."
        )


class BillingUnavailable(DomainError):
    """Polar is away, or does not answer as it should."""

    def __init__(self, *, retry_after_seconds: int = 30) -> None:
        super().__init__(
            "The payment service does not answer; nothing was bought. "
            "Please try again in a moment."
        )
        self.retry_after_seconds = retry_after_seconds


class CheckoutRefused(DomainError):
    """Polar looked at what we sent and said no."""

    def __init__(self) -> None:
        super().__init__(
            "The payment service does not sell this pack at the moment. "
            "Choose another one, or tell whoever runs this service."
        )


class EmailRefused(DomainError):
    """Polar looks each domain up, and takes none that gets no mail."""

    def __init__(self) -> None:
        super().__init__(
            "The payment service does not accept your e-mail address. "
            "Change it in your account to one that gets mail, and try again."
        )


class NoCustomer(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "There are no invoices or payments yet: buy a pack of credits first."
        )
