"""Cuts the vendor's OpenAPI document down to what the product reaches.

Run as ``python -m tests.devstack.polar.document openapi.json`` when the version is raised.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

CUT = Path(__file__).parents[2] / "data/polar/openapi-2026-10.json"
_PATHS = {
    "/v1/checkouts/": ("get", "post"),
    "/v1/checkouts/{id}": ("get",),
    "/v1/customer-sessions/": ("post",),
    "/v1/customers/": ("get",),
    "/v1/customers/external/{external_id}": ("get", "delete"),
    "/v1/customers/external/{external_id}/state": ("get",),
    "/v1/orders/": ("get",),
    "/v1/orders/{id}": ("get",),
    "/v1/products/": ("get",),
    "/v1/refunds/": ("get", "post"),
}
_EVENTS = (
    *("checkout.created", "checkout.updated", "checkout.expired"),
    *("customer.created", "customer.deleted", "customer.state_changed"),
    *("order.created", "order.updated", "order.paid", "order.refunded"),
    *("refund.created", "subscription.cycled", "subscription.updated"),
    *("product.created",),
)
_SCHEMAS = "#/components/schemas/"
# Names of schemas and of properties are not words about them.
_WORDS = ("description", "summary", "examples", "title", "tags")


def cut(document: Mapping[str, Any]) -> dict[str, Any]:
    paths = {
        path: {method: document["paths"][path][method] for method in methods}
        for path, methods in _PATHS.items()
    }
    webhooks = {name: document["webhooks"][name] for name in _EVENTS}
    every = document["components"]["schemas"]
    waiting = {*_references([paths, webhooks]), f"{_SCHEMAS}Unauthorized"}
    schemas: dict[str, Any] = {}
    while waiting:
        name = waiting.pop().removeprefix(_SCHEMAS)
        if name not in schemas:
            schemas[name] = every[name]
            waiting.update(_references(every[name]))
    return {
        "openapi": document["openapi"],
        "info": {"title": "A cut of Polar's", "version": document["info"]["version"]},
        "paths": _without_words(paths),
        "webhooks": _without_words(webhooks),
        "components": {"schemas": _without_words(schemas)},
    }


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "$ref":
                yield value
            elif name != "mapping":
                yield from _references(value)
    elif isinstance(part, list):
        for each in part:
            yield from _references(each)


def _without_words(part: Any, *, are_names: bool = False) -> Any:
    if isinstance(part, list):
        return [_without_words(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _without_words(value, are_names=name == "properties")
        for name, value in sorted(part.items())
        if are_names or not (name in _WORDS or name.startswith("x-"))
    }


def main(source: Path) -> None:
    found = cut(json.loads(source.read_text()))
    CUT.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    typer.run(main)
