"""The least that routes can do for the same answers: one statement, and its rows as JSON.

Run as ``python -m bench.load.bare``, the measure beside the gateway: FastAPI, the same
server and its settings, the same driver and as many connections.
"""

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import uuid4

import uvicorn
from fastapi import Body, Cookie, FastAPI, Request, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from temporalio.client import Client

from bench.load.queries import KEEP, QUERIES
from services.gateway.server import options_of
from shared.settings import DatabaseSettings, TemporalSettings, WebSettings, load
from shared.temporal import connect

_ONE_SONG = "/api/songs/{song_id}"


def create_app(database: DatabaseSettings, temporal: TemporalSettings) -> FastAPI:
    engine = create_async_engine(str(database.url), pool_size=database.pool_size)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, Client]]:
        yield {"temporal": await connect(temporal, lazy=True)}
        await engine.dispose()

    app = FastAPI(lifespan=lifespan)

    @app.get("/livez")
    async def livez() -> dict[str, str]:
        return {"status": "alive"}

    add_reads(app, engine)
    add_writes(app, engine)
    return app


def add_reads(app: FastAPI, engine: AsyncEngine) -> None:
    async def answer(path: str, token: str, **facts: str) -> Response:
        digest = hashlib.sha256(token.encode()).digest()
        async with engine.connect() as connection:
            found = await connection.execute(
                text(QUERIES[path]), {"token": digest, **facts}
            )
        rows = [dict(row) for row in found.mappings().all()]
        return Response(json.dumps(rows, default=str), media_type="application/json")

    def give(path: str) -> None:
        @app.get(path)
        async def several(session: Annotated[str, Cookie()]) -> Response:
            return await answer(path, session)

    for path in QUERIES.keys() - {_ONE_SONG}:
        give(path)

    @app.get(_ONE_SONG)
    async def one(song_id: str, session: Annotated[str, Cookie()]) -> Response:
        return await answer(_ONE_SONG, session, song_id=song_id)


def add_writes(app: FastAPI, engine: AsyncEngine) -> None:
    @app.post("/api/songs", status_code=202)
    async def ask(
        request: Request, body: Annotated[dict[str, object], Body()]
    ) -> dict[str, str]:
        song_id = str(uuid4())
        async with engine.begin() as connection:
            facts = {"id": song_id, "recipe": json.dumps(body)}
            await connection.execute(text(KEEP), facts)
        await request.state.temporal.start_workflow(
            "ReferenceWorkflow", song_id, id=f"reference-{song_id}", task_queue="nobody"
        )
        return {"id": song_id}


def main() -> None:
    app = create_app(load(DatabaseSettings), load(TemporalSettings))
    uvicorn.run(app, **options_of(load(WebSettings)))


if __name__ == "__main__":
    main()
