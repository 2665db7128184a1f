"""Credits: what a song costs and when an account can pay for it."""

from dataclasses import dataclass

from shared.errors import DomainError

PRICE_OF_A_SONG = 1
"""Credits. One song, one credit, whatever its length."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Funds:
    """What an account holds, in credits."""

    balance: int
    reserved: int

    @property
    def available(self) -> int:
        return self.balance - self.reserved


class InsufficientCredits(DomainError):
    def __init__(self, *, available: int, price: int) -> None:
        super().__init__(
            f"This costs {price} {_credits(price)}; {available} "
            f"{'is' if available == 1 else 'are'} available."
        )
        self.available = available
        self.price = price


def price_of(songs: int) -> int:
    return songs * PRICE_OF_A_SONG


def require_funds(*, available: int, price: int) -> None:
    if available < price:
        raise InsufficientCredits(available=available, price=price)


def _credits(count: int) -> str:
    return "credit" if count == 1 else "credits"
