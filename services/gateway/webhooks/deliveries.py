"""Reading a delivery: is it Polar's, and what does it say?

The vendor's package verifies. Whether it can parse the event as well decides nothing: it
knows only the shapes of its own version, so what counts is read from the raw JSON.
"""

import json
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeGuard

from polar.base import PolarDeserializationError, deserialize
from polar.v2026_10.webhooks import (
    PolarWebhookError,
    PolarWebhookVerificationError,
    WebhookPayload,
    validate_event,
)

from services.gateway.webhooks.errors import UnreadableDelivery, WrongSignature

_HEADERS: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")
_LONGEST_ID: Final = 255
_LONGEST_TYPE: Final = 120
_NO_TYPE: Final = "unreadable"
# Events that arrive before the readers are built wait for them: each would build its own.
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """An event as it was delivered, once its signature is known to be good."""

    id: str
    body: str
    type: str
    data: object
    typed_ok: bool
    happened_at: datetime | None = None
    """By Polar's clock; None when it does not say."""

    @property
    def is_about_an_order(self) -> bool:
        return self.type.startswith("order.")


def read_delivery(
    body: bytes, headers: Mapping[str, str], *, secrets: Iterable[str]
) -> Delivery:
    """``UnreadableDelivery`` or ``WrongSignature`` when it is not one of Polar's."""
    text = _decode(body)
    delivery_id = headers.get("webhook-id", "")
    if len(delivery_id) > _LONGEST_ID or not _is_plain(delivery_id):
        raise UnreadableDelivery("its webhook-id is too long or not plain text")
    typed_ok = _verify(text, headers, secrets)
    event = _parse(text)
    kind = event.get("type")
    return Delivery(
        id=delivery_id,
        body=text,
        type=kind if _is_type(kind) else _NO_TYPE,
        data=event.get("data"),
        typed_ok=typed_ok,
        happened_at=_moment(event.get("timestamp")),
    )


def warm_up() -> None:
    """Have the package build its readers: that takes seconds, an event a moment."""
    with _ONE_AT_A_TIME, suppress(PolarDeserializationError):
        deserialize({}, WebhookPayload)


def _decode(body: bytes) -> str:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise UnreadableDelivery("it is not UTF-8") from None
    if "\0" in text:
        raise UnreadableDelivery("it contains NUL")
    return text


def _verify(text: str, headers: Mapping[str, str], secrets: Iterable[str]) -> bool:
    """Whether the vendor's package could read what one of the secrets has signed."""
    given = {name: headers[name] for name in _HEADERS if name in headers}
    for secret in secrets:
        try:
            with _ONE_AT_A_TIME:
                validate_event(text, given, secret)
        except PolarWebhookVerificationError:
            continue
        # The signature is checked first: from here on it is only about the shape.
        except (PolarWebhookError, RecursionError):
            return False
        return True
    raise WrongSignature


def _parse(text: str) -> Mapping[str, object]:
    try:
        event = json.loads(text)
    # Also numbers of too many digits, and brackets nested too deep.
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _moment(said: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    # A time of no zone could be hours off.
    return moment if moment and moment.tzinfo else None


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _is_type(kind: object) -> TypeGuard[str]:
    return isinstance(kind, str) and 0 < len(kind) <= _LONGEST_TYPE and _is_plain(kind)
