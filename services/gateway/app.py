"""The gateway application: the only place that builds what its rooms use."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline

from services.gateway.account.endpoints import router as account_router
from services.gateway.api_keys.endpoints import router as api_keys_router
from services.gateway.auth.endpoints import router as auth_router
from services.gateway.auth.origin import require_own_origin
from services.gateway.auth.passwords import Passwords
from services.gateway.billing.endpoints import router as billing_router
from services.gateway.body_limit import BodyLimit
from services.gateway.compat.endpoints import router as compat_router
from services.gateway.credits.endpoints import router as credits_router
from services.gateway.deadline import Deadline
from services.gateway.emails.endpoints import router as emails_router
from services.gateway.errors import add_error_handlers
from services.gateway.health.endpoints import router as health_router
from services.gateway.health.engine import EngineDirectory
from services.gateway.health.readiness import Readiness
from services.gateway.middleware import RequestContext
from services.gateway.oauth.endpoints import router as oauth_router
from services.gateway.passkeys.endpoints import router as passkeys_router
from services.gateway.problems import RESPONSES
from services.gateway.progress.endpoints import router as progress_router
from services.gateway.second_factor.endpoints import router as second_factor_router
from services.gateway.settings import GatewaySettings
from services.gateway.songs.endpoints import router as songs_router
from services.gateway.songs.relay import relay
from services.gateway.state import State
from services.gateway.webhooks.endpoints import router as webhooks_router
from shared.db import database
from shared.s3 import S3Storage
from shared.temporal import connect

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@asynccontextmanager
async def running(settings: GatewaySettings) -> AsyncIterator[State]:
    """Everything a request may use, from the first to the last request."""
    storage = S3Storage(settings.storage)
    # Lazy: the gateway answers, and says what is missing, before Temporal is there.
    temporal = await connect(settings.temporal, lazy=True)
    async with database(settings.database) as sessions:
        relaying = asyncio.create_task(relay(sessions, temporal))
        relaying.add_done_callback(_end_with_it)
        yield State(
            sessions=sessions,
            temporal=temporal,
            storage=storage,
            web=settings.web,
            accounts=settings.accounts,
            polar=settings.polar,
            sealing=settings.sealing,
            sign_in=settings.sign_in,
            passwords=Passwords(),
            readiness=Readiness(sessions, temporal, storage),
            engines=EngineDirectory(temporal),
        )
        relaying.cancel()
        with suppress(asyncio.CancelledError):
            await relaying


def _end_with_it(relaying: asyncio.Task[None]) -> None:
    """A gateway without its relay would strand songs in silence: let it be replaced."""
    if not relaying.cancelled() and (bug := relaying.exception()):
        log.critical("relay_died", exc_info=bug)
        signal.raise_signal(signal.SIGTERM)


def create_app(settings: GatewaySettings) -> FastAPI:
    # Its page comes from this server, so that it works, and tells nobody, anywhere.
    app = FastAPIOffline(
        redoc_url=None,
        title="MusicGenerator",
        summary="Describe a song; get a finished one, with cover art.",
        version="0.1.0",
        redirect_slashes=False,
        lifespan=lambda _: running(settings),
        dependencies=[Depends(require_own_origin)],
        generate_unique_id_function=_operation_id,
        responses=RESPONSES,
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(Deadline)
    app.add_middleware(RequestContext)
    add_error_handlers(app)
    for router in (
        auth_router,
        account_router,
        emails_router,
        oauth_router,
        second_factor_router,
        passkeys_router,
        api_keys_router,
        songs_router,
        progress_router,
        credits_router,
        billing_router,
        webhooks_router,
        compat_router,
        health_router,
    ):
        app.include_router(router)
    return app


def _operation_id(route: APIRoute) -> str:
    """Generated clients read ``create_songs``, not a path in disguise."""
    return route.name
