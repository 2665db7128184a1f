"""The least that a receiver can do: verify the signature and keep the delivery.

Run as ``python -m bench.deliveries.reference``, the measure beside the gateway.
"""

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.outside_settings import PolarSettings
from shared.settings import DatabaseSettings, WebSettings, load

TABLE = "CREATE TABLE reference_deliveries (id text PRIMARY KEY, body text NOT NULL)"
_KEEP = text(
    "INSERT INTO reference_deliveries (id, body) VALUES (:id, :body)"
    " ON CONFLICT DO NOTHING"
)


def create_app(database: DatabaseSettings, polar: PolarSettings) -> FastAPI:
    engine = create_async_engine(str(database.url), pool_size=database.pool_size)
    [secret] = polar.webhook_secrets

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await engine.dispose()

    app = FastAPI(lifespan=lifespan)

    @app.get("/livez")
    async def livez() -> Response:
        return Response()

    @app.post("/webhooks/polar", status_code=202)
    async def receive(request: Request) -> None:
        body = await request.body()
        webhook_id = request.headers["webhook-id"]
        signed = f"{webhook_id}.{request.headers['webhook-timestamp']}.".encode() + body
        digest = hmac.digest(secret.encode(), signed, hashlib.sha256)
        expected = f"v1,{base64.b64encode(digest).decode()}"
        if not hmac.compare_digest(expected, request.headers["webhook-signature"]):
            raise HTTPException(403)
        async with engine.begin() as connection:
            await connection.execute(_KEEP, {"id": webhook_id, "body": body.decode()})

    return app


def main() -> None:
    app = create_app(load(DatabaseSettings), load(PolarSettings))
    web = load(WebSettings)
    uvicorn.run(app, host=web.host, port=web.port, access_log=False, log_level="error")


if __name__ == "__main__":
    main()
