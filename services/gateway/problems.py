"""Errors over HTTP: RFC 9457 ``application/problem+json``, and never anything else."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

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


_CONTENT = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}

RESPONSES: dict[int | str, dict[str, object]] = {
    "4XX": {"description": "A problem that names its cause.", "content": _CONTENT},
    "5XX": {"description": "A problem on our side.", "content": _CONTENT},
}
