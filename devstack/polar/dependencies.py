"""What the stand-in's endpoints may ask for."""

import secrets
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from devstack.polar.courier import Courier
from devstack.polar.customers import Customers
from devstack.polar.errors import Unauthorized
from devstack.polar.outbox import Outbox
from devstack.polar.settings import StandInSettings
from devstack.polar.shop import Shop
from devstack.polar.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    store: Store
    outbox: Outbox
    customers: Customers
    shop: Shop
    courier: Courier
    settings: StandInSettings


def get_parts(request: Request) -> Parts:
    return cast(Parts, request.app.state.parts)


PartsDep = Annotated[Parts, Depends(get_parts)]


async def require_token(request: Request, parts: PartsDep) -> None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    expected = parts.settings.token.get_secret_value().encode()
    is_right = secrets.compare_digest(token.encode(), expected)
    if scheme.lower() != "bearer" or not is_right:
        raise Unauthorized


def get_store(parts: PartsDep) -> Store:
    return parts.store


def get_outbox(parts: PartsDep) -> Outbox:
    return parts.outbox


def get_customers(parts: PartsDep) -> Customers:
    return parts.customers


def get_shop(parts: PartsDep) -> Shop:
    return parts.shop


StoreDep = Annotated[Store, Depends(get_store)]
OutboxDep = Annotated[Outbox, Depends(get_outbox)]
CustomersDep = Annotated[Customers, Depends(get_customers)]
ShopDep = Annotated[Shop, Depends(get_shop)]
