"""Signatures of deliveries, as the vendor makes them: Standard Webhooks."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Literal, TypeAlias

Signing: TypeAlias = Literal["whole", "decoded"]


def headers_for(
    body: str,
    *,
    event_id: str,
    timestamp: int,
    secrets: Sequence[str],
    signing: Signing = "whole",
) -> dict[str, str]:
    """Signed with each of the secrets, as is done while they are changed."""
    signed = f"{event_id}.{timestamp}.{body}".encode()
    signatures = [_signature(signed, _key(secret, signing)) for secret in secrets]
    return {
        "content-type": "application/json",
        "user-agent": "polar.sh webhooks",
        "webhook-id": event_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def _key(secret: str, signing: Signing) -> bytes:
    if signing == "whole":
        return secret.encode()
    coded = secret.removeprefix("whsec_")
    return base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True)


def _signature(signed: bytes, key: bytes) -> str:
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
