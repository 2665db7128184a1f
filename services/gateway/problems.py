"""Errors over HTTP: RFC 9457 ``application/problem+json``, and never anything else."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from shared.errors import DomainError

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    field: str
    message: str


class Problem(BaseModel):
    """Facts about the error stand beside these members."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] | None = None


def code_of(error: DomainError) -> str:
    """``InsufficientCredits`` → ``insufficient_credits``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()


def problem(
    status: HTTPStatus,
    *,
    code: str,
    detail: str,
    facts: Mapping[str, object] | None = None,
    errors: Sequence[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    body: dict[str, object] = {
        **(facts or {}),
        "type": f"urn:musicgenerator:problem:{code}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "code": code,
    }
    if errors is not None:
        body["errors"] = [error.model_dump() for error in errors]
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def _described() -> dict[str, Any]:
    """The schema in one piece: a reference into itself means nothing inside of OpenAPI."""
    schema = Problem.model_json_schema()
    del schema["$defs"]
    items = FieldProblem.model_json_schema()
    schema["properties"]["errors"]["anyOf"][0]["items"] = items
    return schema


_CONTENT = {MEDIA_TYPE: {"schema": _described()}}

RESPONSES: dict[int | str, dict[str, object]] = {
    "4XX": {"description": "A problem that names its cause.", "content": _CONTENT},
    "5XX": {"description": "A problem on our side.", "content": _CONTENT},
}
