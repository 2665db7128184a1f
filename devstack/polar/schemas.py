"""What the stand-in reads of the vendor's requests, and its own test actions."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Metadata: TypeAlias = Annotated[
    dict[
        Annotated[str, Field(min_length=1, max_length=40)],
        Annotated[str, Field(min_length=1, max_length=500)] | bool | int | float,
    ],
    Field(max_length=50),
]
Address: TypeAlias = Annotated[
    str, Field(min_length=1, max_length=2083, pattern=r"^https?://\S+$")
]


class VendorRequest(BaseModel):
    """The vendor takes much more than we send: what is not read here is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class CheckoutCreate(VendorRequest):
    # Not checked by DNS as the vendor does: people in development are at example.org.
    customer_email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    products: Annotated[list[str], Field(min_length=1)]
    external_customer_id: str | None = None
    customer_name: Annotated[str, Field(max_length=256)] | None = None
    customer_metadata: Metadata = Field(default_factory=dict)
    metadata: Metadata = Field(default_factory=dict)
    success_url: Address | None = None
    return_url: Address | None = None


class CustomerSessionCreate(VendorRequest):
    external_customer_id: str | None = None
    customer_id: str | None = None
    return_url: Address | None = None


class RefundCreate(VendorRequest):
    order_id: str
    reason: Literal[
        "duplicate",
        "fraudulent",
        "customer_request",
        "service_disruption",
        "satisfaction_guarantee",
        "other",
    ]
    amount: Annotated[int, Field(gt=0)]
    metadata: Metadata = Field(default_factory=dict)


class TestAction(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RefundOrder(TestAction):
    amount: Annotated[int, Field(gt=0)] | None = None
    """Without one, all that is left."""


class RenewSubscription(TestAction):
    external_customer_id: str
    product_id: str


class Redeliver(TestAction):
    event_id: str | None = None
    """Without one, every event."""
