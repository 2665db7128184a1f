"""What happens at the shop: orders, some of them refunded, and all that is told of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from devstack.polar.customers import Customers
from devstack.polar.outbox import Outbox
from devstack.polar.products import PRODUCTS, Product
from devstack.polar.schemas import CheckoutCreate
from devstack.polar.shop import Shop
from devstack.polar.store import Store

ORDERS_OF_ONE_PERSON: Final = 8
_URL: Final = "http://localhost"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bought:
    """One order, and what must have come of it in the end."""

    order_id: UUID
    account_id: UUID
    granted: int
    taken_back: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    id: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    bought: Sequence[Bought]
    events: Sequence[Event]

    def deliveries(
        self, *, copies: int, dice: Random, about: str = ""
    ) -> Sequence[Event]:
        """Each event of a kind so often, in no order: refunds before payments as well."""
        told = f'{{"type":"{about}'
        chosen = [event for event in self.events if event.body.startswith(told)]
        deliveries = chosen * copies
        dice.shuffle(deliveries)
        return deliveries


def people_for(orders: int, *, dice: Random) -> Sequence[UUID]:
    count = max(1, orders // ORDERS_OF_ONE_PERSON)
    return [UUID(int=dice.getrandbits(128), version=4) for _ in range(count)]


def story_of(people: Sequence[UUID], *, orders: int, dice: Random) -> Story:
    """A third of the orders is refunded: every other one of these only in part."""
    with _shop() as (shop, outbox):
        bought = []
        for number in range(orders):
            buyer, product = dice.choice(people), dice.choice(PRODUCTS)
            checkout = shop.open_checkout(_request(buyer, product))
            order_id = shop.pay(checkout["id"])["id"]
            taken_back = 0
            if number % 3 == 0:
                taken_back = _refund(
                    shop, order_id, product, in_part=number % 2 == 0, dice=dice
                )
            bought.append(
                Bought(
                    order_id=UUID(order_id),
                    account_id=buyer,
                    granted=product.credits,
                    taken_back=taken_back,
                )
            )
        events = [Event(id=name, body=body) for name, body in outbox.bodies()]
    return Story(bought=bought, events=events)


def _refund(
    shop: Shop, order_id: str, product: Product, *, in_part: bool, dice: Random
) -> int:
    """The credits that it must take back, reckoned apart from the product's own rules."""
    if not in_part:
        shop.refund(order_id)
        return product.credits
    cents = 0
    for _ in range(2):
        amount = dice.randint(1, product.price_cents // 2 - 1)
        shop.refund(order_id, amount)
        cents += amount
    whole, rest = divmod(product.credits * cents, product.price_cents)
    return whole + bool(rest)


@contextmanager
def _shop() -> Iterator[tuple[Shop, Outbox]]:
    with TemporaryDirectory(prefix="shop") as folder:
        store = Store(Path(folder) / "polar.sqlite")
        outbox = Outbox(store)
        customers = Customers(store, outbox, url=_URL)
        yield Shop(store, outbox, customers, url=_URL), outbox
        store.close()


def _request(buyer: UUID, product: Product) -> CheckoutCreate:
    return CheckoutCreate(
        products=[product.id],
        external_customer_id=str(buyer),
        customer_email=f"{buyer.hex}@example.org",
        metadata={"user_id": str(buyer)},
    )
