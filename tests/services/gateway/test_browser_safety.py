"""What every answer tells a browser that it must not do with it."""

import base64
import hashlib
import re

import httpx
from sqlalchemy import text

from services.gateway.browser_safety import web_app_policy
from shared.db import Sessions
from tests.services.gateway.asking import ask, assert_problem

NOBODY = "00000000-0000-4000-8000-000000000000"
NO_PAGE = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def assert_safe(answer: httpx.Response, *, policy: str | None = NO_PAGE) -> None:
    """What every answer tells a browser, whoever made it."""
    headers = answer.headers
    where = f"{answer.request.method} {answer.request.url.path}"
    assert headers["x-content-type-options"] == "nosniff", where
    assert headers["referrer-policy"] == "no-referrer", where
    assert headers["cross-origin-opener-policy"] == "same-origin", where
    assert headers["cross-origin-resource-policy"] == "same-origin", where
    assert "microphone=()" in headers["permissions-policy"], where
    assert "server" not in headers, where
    assert "access-control-allow-origin" not in headers, where
    if policy is not None:
        assert headers["content-security-policy"] == policy, where
    if answer.request.url.path.startswith("/api/"):
        assert headers["cache-control"] == "no-store", where
    if headers.get("content-type", "").startswith("text/"):
        assert "charset=utf-8" in headers["content-type"], where


async def test_every_operation_answers_with_safe_headers(
    nobody: httpx.AsyncClient,
) -> None:
    paths = (await nobody.get("/openapi.json")).json()["paths"]
    answers = [
        await nobody.request(method, re.sub(r"\{\w+\}", NOBODY, path))
        for path, operations in paths.items()
        for method in operations
    ]

    assert len(answers) > 10
    for answer in answers:
        assert_safe(answer)
        assert "strict-transport-security" not in answer.headers


async def test_refusals_and_files_have_the_headers_too(
    nobody: httpx.AsyncClient,
) -> None:
    answers = {
        404: await nobody.get("/api/nothing"),
        405: await nobody.put("/livez"),
        413: await nobody.post("/api/auth/sign-in", content=b" " * 300_000),
        422: await nobody.post("/api/auth/sign-in", content=b"{"),
        503: await nobody.get("/api/engine"),
        200: await nobody.get("/static-offline-docs/swagger-ui.css"),
    }

    for status, answer in answers.items():
        assert answer.status_code == status
        assert_safe(answer)


async def test_a_bug_of_ours_answers_with_the_headers_too(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        await session.execute(text("ALTER TABLE songs RENAME COLUMN title TO name"))

    answer = await mara.get("/api/songs")

    assert_problem(answer, 500, "internal_error")
    assert_safe(answer)


async def test_a_stream_has_the_headers_too(mara: httpx.AsyncClient) -> None:
    song = await ask(mara)

    async with mara.stream("GET", f"/api/songs/{song['id']}/events") as answer:
        assert answer.status_code == 200
        assert_safe(answer)
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"


async def test_the_api_description_allows_its_own_script_and_no_other(
    nobody: httpx.AsyncClient,
) -> None:
    page = await nobody.get("/docs")
    [script] = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = dict(
        directive.split(" ", 1)
        for directive in page.headers["content-security-policy"].split("; ")
    )

    assert_safe(page, policy=None)
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == f"'self' 'sha256-{digest}'"
    assert "unsafe" not in page.headers["content-security-policy"]


async def test_over_https_browsers_are_told_to_stay_with_it(
    secure_site: httpx.AsyncClient,
) -> None:
    told = [
        (await secure_site.get(path)).headers["strict-transport-security"]
        for path in ("/livez", "/api/nothing", "/api/auth/me", "/docs")
    ]

    assert set(told) == {"max-age=31536000; includeSubDomains"}


def test_the_web_apps_pages_may_play_from_storage_and_run_no_foreign_script() -> None:
    policy = web_app_policy(storage_origin="https://songs.example.org", style_nonce="n")

    assert "default-src 'none';" in policy
    assert "media-src 'self' https://songs.example.org;" in policy
    assert "img-src 'self' data: https://songs.example.org;" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self' 'nonce-n';" in policy
    assert "unsafe" not in policy
