"""The stand-in as an application."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from devstack.polar.api import router as api_router
from devstack.polar.control import router as control_router
from devstack.polar.courier import Courier
from devstack.polar.customers import Customers
from devstack.polar.dependencies import Parts
from devstack.polar.errors import Refusal
from devstack.polar.outbox import Outbox
from devstack.polar.pages.endpoints import router as pages_router
from devstack.polar.settings import StandInSettings
from devstack.polar.shop import Shop
from devstack.polar.store import Store

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def create_app(settings: StandInSettings) -> FastAPI:
    app = FastAPI(
        lifespan=lambda app: _running(app, settings),
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    app.add_exception_handler(Refusal, _render_refusal)
    app.middleware("http")(_wake_courier)
    for router in (api_router, control_router, pages_router):
        app.include_router(router)

    @app.get("/readyz")
    async def readyz() -> dict[str, str]:
        return {"status": "ready"}

    return app


@asynccontextmanager
async def _running(app: FastAPI, settings: StandInSettings) -> AsyncIterator[None]:
    store = Store(settings.folder / "polar.sqlite")
    outbox = Outbox(store)
    customers = Customers(store, outbox, url=settings.url)
    app.state.parts = Parts(
        store=store,
        outbox=outbox,
        customers=customers,
        shop=Shop(store, outbox, customers, url=settings.url),
        courier=Courier(store, outbox, settings),
        settings=settings,
    )
    delivering = asyncio.create_task(app.state.parts.courier.run())
    delivering.add_done_callback(_end_with_it)
    yield
    delivering.cancel()
    with suppress(asyncio.CancelledError):
        await delivering
    store.close()


def _end_with_it(delivering: asyncio.Task[None]) -> None:
    """A shop that tells nobody would look like a gateway that hears nothing."""
    if not delivering.cancelled() and (bug := delivering.exception()):
        log.critical("courier_died", exc_info=bug)
        signal.raise_signal(signal.SIGTERM)


async def _wake_courier(
    request: Request, answer: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Even looking at a checkout can change it: it may have expired."""
    response = await answer(request)
    request.app.state.parts.courier.wake()
    return response


async def _render_refusal(_: Request, refusal: Exception) -> JSONResponse:
    assert isinstance(refusal, Refusal)  # noqa: S101 -- registered for it alone
    return JSONResponse(refusal.body(), status_code=refusal.status)
