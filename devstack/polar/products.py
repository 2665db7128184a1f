"""What the stand-in for Polar sells: packs of credits, not for real money."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    id: str
    name: str
    credits: int
    price_cents: int


PRODUCTS: Final = (
    Product(
        id="5d0e1b6e-0000-4000-8000-000000000010",
        name="10 song credits",
        credits=10,
        price_cents=500,
    ),
    Product(
        id="5d0e1b6e-0000-4000-8000-000000000025",
        name="25 song credits",
        credits=25,
        price_cents=1100,
    ),
    Product(
        id="5d0e1b6e-0000-4000-8000-000000000050",
        name="50 song credits",
        credits=50,
        price_cents=2000,
    ),
)
