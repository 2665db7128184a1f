"""For tests and for trying out: what people and time would do, and the knobs."""

import base64
import binascii
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Depends

from devstack.polar.dependencies import (
    OutboxDep,
    PartsDep,
    ShopDep,
    StoreDep,
    require_token,
)
from devstack.polar.errors import Unprocessable
from devstack.polar.knobs import Knobs, read_knobs, write_knobs
from devstack.polar.schemas import Redeliver, RefundOrder, RenewSubscription
from devstack.polar.store import Document

router = APIRouter(prefix="/stand-in", dependencies=[Depends(require_token)])


@router.get("/knobs")
async def get_knobs(store: StoreDep) -> Knobs:
    return read_knobs(store)


@router.post("/knobs")
async def set_knobs(knobs: Knobs, parts: PartsDep) -> Knobs:
    """Set all of them: one that is not named goes back to its default."""
    if knobs.signing == "decoded":
        for secret in knobs.secrets or (parts.settings.secret.get_secret_value(),):
            _require_base64(secret)
    with parts.store.transaction():
        write_knobs(parts.store, knobs)
    return knobs


@router.post("/checkouts/{checkout_id}/pay")
async def pay(checkout_id: str, shop: ShopDep) -> Document:
    return shop.pay(checkout_id)


@router.post("/checkouts/{checkout_id}/expire")
async def expire(checkout_id: str, shop: ShopDep) -> Document:
    return shop.expire(checkout_id)


@router.post("/orders/{order_id}/refund")
async def refund(request: RefundOrder, order_id: str, shop: ShopDep) -> Document:
    return shop.refund(order_id, request.amount)


@router.post("/subscriptions/renew")
async def renew(request: RenewSubscription, shop: ShopDep) -> Document:
    return shop.renew(request.external_customer_id, product_id=request.product_id)


@router.get("/deliveries")
async def list_deliveries(outbox: OutboxDep) -> dict[str, Any]:
    return {"items": outbox.listed()}


@router.post("/deliveries/redeliver", status_code=HTTPStatus.ACCEPTED)
async def redeliver(request: Redeliver, parts: PartsDep) -> dict[str, int]:
    with parts.store.transaction():
        return {"queued": parts.outbox.redeliver(request.event_id)}


def _require_base64(secret: str) -> None:
    coded = secret.removeprefix("whsec_")
    try:
        base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True)
    except binascii.Error:
        raise Unprocessable(
            "Signing with the decoded key needs secrets in base64.",
            field="signing",
            value="decoded",
        ) from None
