"""As much of Polar's API as the gateway and the reconciliation call, on a real port."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.fakes.polar_events import DATA

TOKEN = "the token of the tests"

_CHECKOUT: dict[str, Any] = json.loads(
    (DATA / "captured" / "002-checkout.created.json").read_text()
)["data"]
_ORDER: dict[str, Any] = json.loads((DATA / "order.paid.min.json").read_text())["data"]


@dataclass
class FakePolar:
    """Remembers what was asked; answers as it is told to, else as Polar does."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, Response] = field(default_factory=dict)
    """Instead of its own, by method and path."""
    answers_once: dict[str, Response] = field(default_factory=dict)
    checkouts: dict[str, dict[str, Any]] = field(default_factory=dict)
    customers: set[str] = field(default_factory=set)
    products: list[object] = field(default_factory=list)
    orders: list[object] = field(default_factory=list)
    """Newest first."""
    page_size: int = 100
    life: timedelta = timedelta(hours=1)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    """Cleared: whoever opens a checkout waits."""
    opening: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once somebody has."""

    def __post_init__(self) -> None:
        self.may_answer.set()

    def count(self, call: str) -> int:
        return self.asked.count(call)


@asynccontextmanager
async def fake_polar() -> AsyncIterator[FakePolar]:
    polar = FakePolar()
    door = socket.create_server(("127.0.0.1", 0))
    polar.url = f"http://127.0.0.1:{door.getsockname()[1]}"
    server = uvicorn.Server(
        uvicorn.Config(_app(polar), log_level="error", ws="none", lifespan="off")
    )
    running = asyncio.create_task(server.serve(sockets=[door]))
    yield polar
    server.should_exit = True
    await running


def _app(polar: FakePolar) -> FastAPI:
    app = FastAPI(redirect_slashes=False)

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def answer(request: Request, path: str) -> Response:
        call = f"{request.method} /{path}"
        polar.asked.append(call)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"error": "invalid_token"}, 401)
        if request.method == "POST":
            polar.bodies.append(await request.json())
        if call in polar.answers_once:
            return polar.answers_once.pop(call)
        if call in polar.answers:
            return polar.answers[call]
        return await _usual_answer(polar, request, call)

    return app


async def _usual_answer(polar: FakePolar, request: Request, call: str) -> Response:
    match call:
        case "POST /v1/checkouts/":
            polar.opening.set()
            await polar.may_answer.wait()
            return JSONResponse(_new_checkout(polar), 201)
        case "POST /v1/customer-sessions/":
            return _session(polar)
        case "GET /v1/products/":
            return JSONResponse(_page(polar.products, 1))
        case "GET /v1/orders/":
            assert request.query_params["sorting"] == "-created_at"
            page, size = int(request.query_params["page"]), polar.page_size
            shown = polar.orders[(page - 1) * size : page * size]
            return JSONResponse(_page(shown, -(-len(polar.orders) // size)))
    checkout = polar.checkouts.get(call.removeprefix("GET /v1/checkouts/"))
    if checkout is None:
        return JSONResponse({"error": "ResourceNotFound", "detail": "Not found"}, 404)
    return JSONResponse(checkout)


def _page(items: list[object], pages: int) -> dict[str, object]:
    return {"items": items, "pagination": {"total_count": 1, "max_page": pages}}


def _new_checkout(polar: FakePolar) -> dict[str, Any]:
    checkout = {
        **_CHECKOUT,
        "id": str(uuid4()),
        "status": "open",
        "url": f"{polar.url}/checkout/{uuid4().hex}",
        "expires_at": (datetime.now(UTC) + polar.life).isoformat(),
    }
    polar.checkouts[checkout["id"]] = checkout
    return checkout


def _session(polar: FakePolar) -> Response:
    asked = polar.bodies[-1]
    if asked["external_customer_id"] not in polar.customers:
        return invalid("external_customer_id", "Customer does not exist.")
    now = datetime.now(UTC)
    session = {
        "id": str(uuid4()),
        "created_at": now.isoformat(),
        "modified_at": None,
        "token": "polar_cst_of_the_tests",
        "expires_at": (now + timedelta(hours=1)).isoformat(),
        "return_url": asked["return_url"],
        "customer_portal_url": f"{polar.url}/portal",
        "customer_id": _ORDER["customer_id"],
        "customer": _ORDER["customer"],
    }
    return JSONResponse(session, 201)


def invalid(name: str, message: str) -> Response:
    """As Polar refuses what was sent."""
    problem = {"loc": ["body", name], "msg": message, "type": "value_error"}
    return JSONResponse({"error": "HTTPValidationError", "detail": [problem]}, 422)


def a_product(product_id: str, *, name: str, cents: int) -> dict[str, Any]:
    price = {"amount_type": "fixed", "price_amount": cents, "price_currency": "usd"}
    return {
        "id": product_id,
        "name": name,
        "prices": [{"is_archived": False, **price}],
        "a_field_of_2027": {"deep": True},
    }


def broken_answers() -> Iterator[tuple[str, Response]]:
    """What a server says that is away, or that is another one."""
    yield "server error", Response("oops", 500)
    yield "no JSON", Response("<html>", 201)
    yield "a redirect", Response("", 302, {"Location": "https://127.0.0.1:1/"})
    yield "a refusal that is no JSON", Response("no", 422)
    yield "another shape", JSONResponse({"id": 7}, 201)
    yield "not allowed", JSONResponse({"error": "Forbidden"}, 403)
    yield "a date to retry after", Response("", 429, {"Retry-After": "Thu, 26 Nov"})
