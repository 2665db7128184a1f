"""Events in the vendor's envelope, in the shape that was captured or in the newer one."""

import json
from typing import Final

from devstack.polar.knobs import Shape
from devstack.polar.shapes.words import moment
from devstack.polar.store import Document

API_VERSION: Final = "2026-10"
_NEW_IN_ITEMS: Final = ("start_timestamp", "end_timestamp")


def body_of(kind: str, data: Document, *, shape: Shape) -> str:
    """The text that is signed and sent."""
    if shape == "new":
        event = {
            "type": kind,
            "timestamp": moment(),
            "api_version": API_VERSION,
            "data": data,
        }
    else:
        event = {"type": kind, "timestamp": moment(), "data": _as_captured(data)}
    return json.dumps(event, separators=(",", ":"), ensure_ascii=False)


def _as_captured(data: Document) -> Document:
    if "items" not in data:
        return data
    items = [
        {name: value for name, value in item.items() if name not in _NEW_IN_ITEMS}
        for item in data["items"]
    ]
    return {**data, "items": items}
