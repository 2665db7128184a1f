"""Polar's deliveries: orders as it tells of them, signed as it signs them."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

DATA = Path(__file__).parents[1] / "data" / "polar"
CAPTURED = sorted((DATA / "captured").glob("*.json"))
PACK_OF_10 = "5d0e1b6e-0000-4000-8000-000000000010"
PACK_OF_25 = "5d0e1b6e-0000-4000-8000-000000000025"
CAPTURED_PACK = "c3751b35-fd46-4234-b1a2-1e8565dc94d5"
PRODUCTS = {PACK_OF_10: 10, PACK_OF_25: 25, CAPTURED_PACK: 10}
SECRET = "the secret of the tests"

_ORDER: dict[str, Any] = json.loads((DATA / "order.paid.min.json").read_text())["data"]


def an_order(buyer: UUID | str | None, **changes: Any) -> dict[str, Any]:
    """A paid order of ten credits for five dollars."""
    customer = {**_ORDER["customer"], "external_id": str(buyer) if buyer else None}
    order = {**_ORDER, "id": str(uuid4()), "product_id": PACK_OF_10}
    return {**order, "customer": customer, **changes}


def refunded(order: Mapping[str, Any], amount: int) -> dict[str, Any]:
    """The same order, once so much of it was given back."""
    whole = amount == order["net_amount"]
    status = "refunded" if whole else "partially_refunded"
    return {**order, "refunded_amount": amount, "status": status}


def an_event(kind: str, data: object, **changes: Any) -> str:
    event = {
        "type": kind,
        "timestamp": "2026-11-22T12:00:00Z",
        "api_version": "2026-10",
        "data": data,
    }
    return json.dumps({**event, **changes})


def an_id() -> str:
    return f"msg_{uuid4().hex}"


@dataclass(frozen=True, kw_only=True)
class Signing:
    """How a delivery is signed; ``decoded`` is the scheme that Polar is moving to."""

    secret: str = SECRET
    decoded: bool = False
    age_seconds: float = 0
    id: str = field(default_factory=an_id)

    def headers(self, body: str | bytes) -> dict[str, str]:
        raw = body.encode() if isinstance(body, str) else body
        moment = int(time.time() - self.age_seconds)
        key = (
            base64.b64decode(self.secret.removeprefix("whsec_"))
            if self.decoded
            else self.secret.encode()
        )
        signature = hmac.digest(
            key, f"{self.id}.{moment}.".encode() + raw, hashlib.sha256
        )
        return {
            "webhook-id": self.id,
            "webhook-timestamp": str(moment),
            "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
            "content-type": "application/json",
        }
