"""Operations endpoints: alive, ready, and with which models."""

from http import HTTPStatus
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from services.gateway.health.engine import EngineDirectory
from services.gateway.health.readiness import Readiness
from services.gateway.problems import problem
from shared.domain import limits

router = APIRouter(tags=["operations"])


class Alive(BaseModel):
    status: Literal["ok"]


class ModelRead(BaseModel):
    role: str
    name: str
    revision: str
    license: str


class LimitsRead(BaseModel):
    audio_duration_seconds: tuple[float, float]
    takes: int
    lyrics_characters: int


class EngineRead(BaseModel):
    engine: str
    models: list[ModelRead]
    limits: LimitsRead


_LIMITS = LimitsRead(
    audio_duration_seconds=(
        limits.SHORTEST_SONG_SECONDS,
        limits.LONGEST_SONG_SECONDS,
    ),
    takes=limits.MOST_TAKES,
    lyrics_characters=limits.LONGEST_LYRICS,
)


async def get_readiness(request: Request) -> Readiness:
    return cast(Readiness, request.state.readiness)


async def get_engines(request: Request) -> EngineDirectory:
    return cast(EngineDirectory, request.state.engines)


@router.get("/livez")
async def livez() -> Alive:
    """The process answers. Touches nothing else."""
    return Alive(status="ok")


@router.get("/readyz", response_model=Alive)
async def readyz(
    readiness: Annotated[Readiness, Depends(get_readiness)],
) -> Alive | Response:
    """Postgres, Temporal and storage answer; 503 names those that do not."""
    missing = await readiness.missing()
    if missing:
        return problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            code="not_ready",
            detail=f"No answer from: {', '.join(missing)}.",
            facts={"missing": missing},
            headers={"Retry-After": "2"},
        )
    return Alive(status="ok")


@router.get("/api/engine")
async def get_engine(
    engines: Annotated[EngineDirectory, Depends(get_engines)],
) -> EngineRead:
    """Which models make the songs, and under which licences."""
    report = await engines.report()
    return EngineRead(
        engine=report.engine,
        models=[
            ModelRead(
                role=model.role,
                name=model.name,
                revision=model.revision,
                license=model.license,
            )
            for model in report.models
        ],
        limits=_LIMITS,
    )
