"""The gateway application: the only place that builds what its rooms use."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Thread
from typing import get_args

import structlog
from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from starlette.middleware.errors import ServerErrorMiddleware

from services.gateway.account.endpoints import router as account_router
from services.gateway.api_keys.endpoints import router as api_keys_router
from services.gateway.auth.endpoints import router as auth_router
from services.gateway.auth.origin import require_own_origin
from services.gateway.auth.passwords import Passwords
from services.gateway.auth.presences import Presences
from services.gateway.billing.catalogue import Catalogue
from services.gateway.billing.endpoints import router as billing_router
from services.gateway.billing.polar import polar_api
from services.gateway.body_limit import BodyLimit
from services.gateway.browser_safety import BrowserSafety
from services.gateway.compat.description import describe_headers_as_one
from services.gateway.compat.endpoints import router as compat_router
from services.gateway.covers.endpoints import router as covers_router
from services.gateway.covers.thumbnails import Thumbnails, Width
from services.gateway.credits.endpoints import router as credits_router
from services.gateway.deadline import Deadline
from services.gateway.docs_page import router as docs_router
from services.gateway.emails.endpoints import router as emails_router
from services.gateway.errors import add_error_handlers, render_bug
from services.gateway.feed.endpoints import router as feed_router
from services.gateway.front import Front
from services.gateway.health.endpoints import router as health_router
from services.gateway.health.engine import EngineDirectory
from services.gateway.health.readiness import Readiness
from services.gateway.middleware import RequestContext
from services.gateway.oauth.endpoints import router as oauth_router
from services.gateway.oauth.providers import identity_providers
from services.gateway.passkeys.endpoints import router as passkeys_router
from services.gateway.people.endpoints import router as people_router
from services.gateway.problems import RESPONSES
from services.gateway.progress.crowds import Crowds
from services.gateway.progress.endpoints import router as progress_router
from services.gateway.progress.fleet import Fleet
from services.gateway.progress.glances import Glances
from services.gateway.progress.watch import Watch
from services.gateway.relay import relay
from services.gateway.second_factor.endpoints import router as second_factor_router
from services.gateway.settings import GatewaySettings
from services.gateway.songs.endpoints import router as songs_router
from services.gateway.songs.links import Links
from services.gateway.state import State
from services.gateway.timing import RequestTiming
from services.gateway.tracing import traced_requests
from services.gateway.web_app.built import BuiltApp
from services.gateway.web_app.endpoints import router as web_app_router
from services.gateway.web_app.folder import folder_of_web_app
from services.gateway.web_app.pages import serve_web_app
from services.gateway.web_app.storage_origin import storage_origin_of
from services.gateway.webhooks.deliveries import warm_up
from services.gateway.webhooks.endpoints import router as webhooks_router
from shared.db import database
from shared.s3 import S3Storage
from shared.telemetry.process import Telemetry
from shared.telemetry.prometheus import runtime_of, serving_metrics
from shared.telemetry.tracing import Tracing, start_tracing
from shared.temporal import connect

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_UNTRACED = Tracing()


@asynccontextmanager
async def running(
    settings: GatewaySettings, tracing: Tracing = _UNTRACED
) -> AsyncIterator[State]:
    """Everything a request may use, from the first to the last request."""
    if settings.web.environment == "production" and not settings.sealing.encryption_key:
        log.warning("secrets_unsealed", missing="ENCRYPTION_KEY")
    storage = S3Storage(settings.storage)
    # Lazy: the gateway answers, and says what is missing, before Temporal is there.
    temporal = await connect(
        settings.temporal,
        lazy=True,
        telemetry=Telemetry(tracing=tracing, runtime=runtime_of(settings.metrics)),
    )
    async with (
        database(settings.database) as sessions,
        identity_providers(settings.sign_in, settings.web) as providers,
        polar_api(settings.polar) as polar,
        serving_metrics(settings.metrics),
    ):
        if settings.polar.webhook_secrets:
            # In the background, and not waited for: the first delivery may wait instead.
            Thread(target=warm_up, name="webhook-warm-up", daemon=True).start()
        relaying = asyncio.create_task(relay(sessions, temporal))
        relaying.add_done_callback(_end_with_it)
        yield State(
            sessions=sessions,
            temporal=temporal,
            storage=storage,
            links=Links(storage),
            web=settings.web,
            accounts=settings.accounts,
            polar=settings.polar,
            polar_api=polar,
            catalogue=Catalogue(polar, settings.polar),
            sealing=settings.sealing,
            sign_in=settings.sign_in,
            passwords=Passwords(),
            providers=providers,
            readiness=Readiness(sessions, temporal, storage),
            engines=EngineDirectory(temporal, sessions),
            fleet=Fleet(temporal),
            crowds=Crowds(sessions),
            watch=Watch(sessions),
            glances=Glances(temporal),
            presences=Presences(sessions),
            thumbnails=Thumbnails(storage),
            web_app=BuiltApp(folder_of_web_app(settings.web.web_app_dir)),
            front=Front(get_args(Width)),
            storage_origin=storage_origin_of(storage),
        )
        relaying.cancel()
        with suppress(asyncio.CancelledError):
            await relaying
    # Here, since the server ends by the signal that it was sent: nothing runs after it.
    await asyncio.to_thread(tracing.close)


def _end_with_it(relaying: asyncio.Task[None]) -> None:
    """A gateway without its relay would strand songs in silence: let it be replaced."""
    if not relaying.cancelled() and (bug := relaying.exception()):
        log.critical("relay_died", exc_info=bug)
        signal.raise_signal(signal.SIGTERM)


def create_app(settings: GatewaySettings) -> FastAPI:
    tracing = start_tracing(settings.telemetry, service="gateway")
    # Its scripts come from this server, so that it works, and tells nobody, anywhere.
    app = FastAPIOffline(
        docs_url=None,
        redoc_url=None,
        title="MusicGenerator",
        summary="Describe a song; get a finished one, with cover art.",
        version="0.1.0",
        redirect_slashes=False,
        lifespan=lambda _: running(settings, tracing),
        telemetry=traced_requests(tracing, settings.telemetry),
        dependencies=[Depends(require_own_origin)],
        generate_unique_id_function=_operation_id,
        responses=RESPONSES,
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(Deadline)
    # Starlette's own stands outside of all that we add: its answer would lack headers.
    app.add_middleware(ServerErrorMiddleware, handler=render_bug)
    app.add_middleware(BrowserSafety, is_secure=settings.web.is_secure)
    app.add_middleware(RequestTiming)
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
        # Its stream of all songs would else be looked for as a song of that name.
        progress_router,
        songs_router,
        covers_router,
        feed_router,
        people_router,
        credits_router,
        billing_router,
        webhooks_router,
        compat_router,
        health_router,
        docs_router,
        web_app_router,
    ):
        app.include_router(router)
    describe_headers_as_one(app)
    serve_web_app(app)
    return app


def _operation_id(route: APIRoute) -> str:
    """Generated clients read ``create_songs``, not a path in disguise."""
    return route.name
