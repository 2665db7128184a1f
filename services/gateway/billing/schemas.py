"""Packs of credits over HTTP."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class PriceRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    amount: int
    """In the currency's smallest unit, before taxes."""
    currency: str


class ProductRead(BaseModel):
    """``name`` and ``price`` are null while Polar is away."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    credits: int
    name: str | None
    price: PriceRead | None


class ProductList(BaseModel):
    items: list[ProductRead]
    is_stand_in: bool
    """No real money moves here."""


class CheckoutCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    product_id: Annotated[str, Field(min_length=1, max_length=64)]


class AddressRead(BaseModel):
    url: str
    """Send the browser there; it comes back when it is done."""
