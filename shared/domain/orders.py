"""Orders at Polar: which of its words count, and what a refund takes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from shared.errors import DomainError

LONGEST_PRODUCT_ID: Final = 64

_UNPAID: Final = frozenset({"draft", "pending", "void"})
_FULLY_REFUNDED: Final = "refunded"
# Read only to be checked: an order with a negative part is not one that we sell.
_OTHER_AMOUNTS: Final = (
    "subtotal_amount",
    "discount_amount",
    "tax_amount",
    "total_amount",
    "refunded_tax_amount",
)
_LARGEST_AMOUNT: Final = 10**15


class UnreadableOrder(DomainError):
    """What we rely on is missing or is not what it should be."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"This order cannot be applied: its {part} is missing or not as expected."
        )
        self.part = part


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderFacts:
    """All that we use of an order; amounts are in the currency's smallest unit."""

    id: UUID
    status: str
    says_paid: bool
    net_amount: int
    """After discounts, before taxes: what refunds are counted against."""
    refunded_amount: int
    """Without the tax that went back with it."""
    product_id: str | None
    account_id: UUID | None
    """Whom we said the customer is; None when that is nobody of ours."""

    @property
    def is_paid(self) -> bool:
        # A status that we have never heard of does not undo a payment.
        return self.says_paid and self.status not in _UNPAID

    @property
    def is_fully_refunded(self) -> bool:
        return self.status == _FULLY_REFUNDED


def read_order(data: object) -> OrderFacts:
    """Check what counts, ignore the rest; ``UnreadableOrder`` names what is wrong."""
    if not isinstance(data, Mapping):
        raise UnreadableOrder("data")
    for name in _OTHER_AMOUNTS:
        if name in data:
            _amount(data, name)
    return OrderFacts(
        id=_order_id(data),
        status=_status(data),
        says_paid=_paid(data),
        net_amount=_amount(data, "net_amount"),
        refunded_amount=_amount(data, "refunded_amount"),
        product_id=_product_id(data),
        account_id=_account_id(data),
    )


def credits_to_take_back(
    granted: int, *, refunded: int, net: int, is_fully_refunded: bool
) -> int:
    """All of it, or the part that was refunded, rounded up to whole credits."""
    if is_fully_refunded or refunded >= net > 0:
        return granted
    # Of what cost nothing, nothing can be refunded in part.
    return -(-granted * refunded // net) if net else 0


def _order_id(data: Mapping[str, object]) -> UUID:
    found = _uuid(data.get("id"))
    if found is None:
        raise UnreadableOrder("id")
    return found


def _status(data: Mapping[str, object]) -> str:
    found = data.get("status")
    if not isinstance(found, str):
        raise UnreadableOrder("status")
    return found


def _paid(data: Mapping[str, object]) -> bool:
    found = data.get("paid")
    if not isinstance(found, bool):
        raise UnreadableOrder("paid")
    return found


def _amount(data: Mapping[str, object], name: str) -> int:
    found = data.get(name)
    # True and False are integers to Python, but not to anybody else.
    if not isinstance(found, int) or isinstance(found, bool):
        raise UnreadableOrder(name)
    if not 0 <= found <= _LARGEST_AMOUNT:
        raise UnreadableOrder(name)
    return found


def _product_id(data: Mapping[str, object]) -> str | None:
    found = data.get("product_id")
    if not isinstance(found, str) or not found.isprintable():
        return None
    return found if len(found) <= LONGEST_PRODUCT_ID else None


def _account_id(data: Mapping[str, object]) -> UUID | None:
    customer = data.get("customer")
    return _uuid(customer.get("external_id")) if isinstance(customer, Mapping) else None


def _uuid(text: object) -> UUID | None:
    """Only as we write them: Python reads a UUID out of much else."""
    if not isinstance(text, str):
        return None
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text.lower() else None
