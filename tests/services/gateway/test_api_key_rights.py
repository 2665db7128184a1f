"""What an API key may do, how it is presented, and what only a person may do."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from services.gateway.app import create_app
from services.gateway.auth.caller import get_identity
from services.gateway.auth.scopes import Scope
from services.gateway.settings import GatewaySettings
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.services.gateway.asking import DESCRIPTION, assert_problem
from tests.services.gateway.keys import bearer, new_key

ALL = [scope.value for scope in Scope]
FOR_ANYBODY = {
    ("GET", "/api/auth/me"),
    ("GET", "/api/auth/session"),
    ("GET", "/api/billing/products"),
    # What opens these is something else; a session is only seen to, when there is one.
    ("POST", "/api/auth/email-change"),
    ("GET", "/api/auth/oauth/{provider}/start"),
    ("GET", "/api/auth/oauth/{provider}/callback"),
}
"""Whatever a key's rights; all else that names no scope is for people only."""


async def test_every_route_with_a_scope_needs_it_of_a_key(
    mara: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    lacking = {
        scope: await new_key(mara, scopes=[each for each in ALL if each != scope])
        for scope in ALL
    }
    document = (await program.get("/openapi.json")).json()

    let_in = []
    routes = list(_scoped(document))
    for method, path, scope in routes:
        answer = await program.request(method, path, headers=bearer(lacking[scope]))
        problem = answer.json()
        if (answer.status_code, problem.get("needed")) != (403, scope):
            let_in.append((method, path, scope, answer.text))

    assert let_in == []
    assert {scope for _, _, scope in routes} == set(ALL)


def _scoped(document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each route that says which right a key needs, as (method, address, right)."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for way in operation.get("security", []):
                for scope in way.get("HTTPBearer", []):
                    yield method, _address(path), scope


def _address(path: str) -> str:
    parts = (str(uuid4()) if part[:1] == "{" else part for part in path.split("/"))
    return "/".join(parts)


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("songs:read", "GET", "/api/songs"),
        ("songs:write", "POST", "/api/songs"),
        ("credits:read", "GET", "/api/credits"),
    ],
)
async def test_a_scope_is_enough_for_what_it_names(
    mara: httpx.AsyncClient,
    program: httpx.AsyncClient,
    scope: str,
    method: str,
    path: str,
) -> None:
    key = await new_key(mara, scopes=[scope])

    body = DESCRIPTION if method == "POST" else None
    answer = await program.request(method, path, json=body, headers=bearer(key))

    assert answer.is_success, answer.text


async def test_a_key_does_nothing_that_needs_a_signed_in_person(
    mara: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    headers = bearer(await new_key(mara))

    let_in = []
    routes = list(_for_people_only())
    for method, path in routes:
        answer = await program.request(method, _address(path), headers=headers)
        if (answer.status_code, answer.json()["code"]) != (403, "session_required"):
            let_in.append((method, path, answer.text))

    assert let_in == []
    assert {("GET", "/api/api-keys"), ("POST", "/api/api-keys")} <= set(routes)
    assert ("DELETE", "/api/api-keys/{key_id}") in routes
    assert (await mara.get("/api/auth/me")).status_code == 200


def _for_people_only() -> Iterator[tuple[str, str]]:
    settings = GatewaySettings(
        accounts=AccountSettings(),
        database=DatabaseSettings(url="postgresql+psycopg://app@127.0.0.1:9/app"),
        storage=StorageSettings(
            s3_bucket_name="songs",
            aws_access_key_id="key",
            aws_secret_access_key="secret",
        ),
        temporal=TemporalSettings(),
        web=WebSettings(environment="test"),
    )
    for route in iter_route_contexts(create_app(settings).routes):
        needs = list(_needs(route))
        asks_who = any(each.call is get_identity for each in needs)
        if asks_who and not any(each.own_oauth_scopes for each in needs):
            for method in route.methods or ():
                if (method, route.path) not in FOR_ANYBODY:
                    yield method, route.path or ""


def _needs(route: Any) -> Iterator[Dependant]:
    waiting = [route.dependant] if hasattr(route, "dependant") else []
    while waiting:
        yield (need := waiting.pop())
        waiting += need.dependencies


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
async def test_where_a_program_runs_does_not_matter(
    mara: httpx.AsyncClient, program: httpx.AsyncClient, origin: str
) -> None:
    headers = {**bearer(await new_key(mara)), "Origin": origin}

    answer = await program.post("/api/songs", json=DESCRIPTION, headers=headers)

    assert answer.status_code == 202


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer mk_live_abcdefgh_short",
        f"Bearer mk_live_abcdefgh_{'x' * 43}",
        f"Bearer mk_live_abcdefgh_{'x' * 10_000}",
        f"Bearer {'mk_live_' * 1300}",
        "Basic bWFyYTpwYXNzd29yZA==",
        "Negotiate x",
        "Bearer \xe4\xff",
    ],
)
async def test_an_authorization_that_is_no_key_is_never_made_good_by_a_cookie(
    mara: httpx.AsyncClient, authorization: str
) -> None:
    headers = {b"Authorization": authorization.encode("latin-1")}

    answer = await mara.get("/api/songs", headers=headers)

    assert_problem(answer, 401, "invalid_api_key")
    assert (await mara.get("/api/songs")).status_code == 200


@pytest.mark.parametrize("scheme", ["Basic", "Token", ""])
async def test_a_key_by_another_scheme_is_not_taken(
    mara: httpx.AsyncClient, program: httpx.AsyncClient, scheme: str
) -> None:
    key = await new_key(mara)

    headers = {"Authorization": f"{scheme} {key['secret']}".strip()}

    assert_problem(
        await program.get("/api/songs", headers=headers), 401, "invalid_api_key"
    )


async def test_the_schemes_name_may_be_written_small(
    mara: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    headers = {"Authorization": f"bearer {(await new_key(mara))['secret']}"}

    assert (await program.get("/api/songs", headers=headers)).status_code == 200
