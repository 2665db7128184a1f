"""What keeps other sites, and other names, away from what a browser may do here."""

import ast
import base64
import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import text

from services.gateway.browser_safety import web_app_policy
from services.gateway.settings import GatewaySettings
from shared.db import Sessions
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.services.gateway.asking import DESCRIPTION, ask, assert_problem
from tests.services.gateway.conftest import PASSWORD
from tests.services.gateway.serving import serving

NOBODY = "00000000-0000-4000-8000-000000000000"
NO_PAGE = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
PERSON = {"email": "noor@example.org", "password": PASSWORD, "name": "Noor"}
SITE = "https://music.example.org"


@pytest.fixture
def settings(
    database_url: str,
    temporal_settings: TemporalSettings,
    storage_settings: StorageSettings,
) -> GatewaySettings:
    return GatewaySettings(
        accounts=AccountSettings(sign_ups_per_hour=1000),
        database=DatabaseSettings(url=database_url),
        storage=storage_settings,
        temporal=temporal_settings,
        web=WebSettings(environment="test"),
    )


@pytest.fixture
async def secure_site(settings: GatewaySettings) -> AsyncIterator[httpx.AsyncClient]:
    """A gateway behind a proxy that speaks https for it; the name is spelt freely."""
    async with (
        serving(settings, public_url="https://Music.Example.org:443/") as url,
        httpx.AsyncClient(base_url=url, headers={"Origin": SITE}) as client,
    ):
        yield client


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


async def test_refusals_redirects_and_files_have_the_headers_too(
    nobody: httpx.AsyncClient,
) -> None:
    answers = {
        307: await nobody.get("/"),
        404: await nobody.get("/nothing"),
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
        for path in ("/livez", "/nothing", "/api/auth/me", "/docs")
    ]

    assert set(told) == {"max-age=31536000; includeSubDomains"}


def test_the_web_apps_pages_may_play_from_storage_and_run_no_foreign_script() -> None:
    policy = web_app_policy(storage_origin="https://songs.example.org")

    assert "default-src 'self';" in policy
    assert "media-src 'self' https://songs.example.org" in policy
    assert "img-src 'self' data: https://songs.example.org" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy


def _form(body: dict[str, object]) -> dict[str, object]:
    """What a form of type text/plain can send that reads as JSON."""
    start, end = json.dumps({**body, "pad": "~"}).split("~")
    return {"content": f"{start}={end}", "headers": {"Content-Type": "text/plain"}}


FORMS: dict[str, Callable[[dict[str, object]], dict[str, object]]] = {
    "urlencoded": lambda body: {
        "content": urlencode(body),
        "headers": {"Content-Type": "application/x-www-form-urlencoded"},
    },
    "multipart": lambda body: {"files": dict.fromkeys(body, (None, "x"))},
    "text": _form,
    "json": lambda body: {"json": body},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/songs", DESCRIPTION),
        ("/api/auth/sign-in", {"email": PERSON["email"], "password": PASSWORD}),
        ("/api/auth/sign-up", {**PERSON, "email": "other@example.org"}),
        ("/api/auth/sign-out", {}),
    ],
)
async def test_a_form_on_another_site_does_nothing(
    mara: httpx.AsyncClient, form: str, path: str, body: dict[str, object]
) -> None:
    sent = FORMS[form](body)
    headers = {**sent.pop("headers", {}), "Origin": "https://elsewhere.example"}  # type: ignore[dict-item]

    answer = await mara.post(path, headers=headers, **sent)  # type: ignore[arg-type]

    assert_problem(answer, 403, "foreign_origin")
    assert "set-cookie" not in answer.headers
    assert (await mara.get("/api/songs")).json()["items"] == []


async def test_a_form_of_our_own_that_is_not_json_does_nothing(
    mara: httpx.AsyncClient,
) -> None:
    plain = {"Content-Type": "text/plain"}

    answer = await mara.post(
        "/api/songs", content=json.dumps(DESCRIPTION), headers=plain
    )

    assert_problem(answer, 422, "invalid_request")


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://evil.music.example.org",
        "https://example.org",
        "https://music.example.org.evil.example",
        "https://music.example.org:444",
        "http://music.example.org",
        "https://music.example.org.",
        "https://MUSIC.example.org",
        "https://music.example.org/",
        "https://music.example.org@evil.example",
        "https://127.0.0.1",
        "https://localhost",
    ],
)
async def test_only_the_sites_own_origin_may_act(
    secure_site: httpx.AsyncClient, origin: str
) -> None:
    ours = await secure_site.post("/api/auth/sign-up", json=PERSON)
    theirs = await secure_site.post(
        "/api/auth/sign-in",
        json={"email": PERSON["email"], "password": PASSWORD},
        # As a browser that was led here by that name would say.
        headers={"Origin": origin, "Host": origin.removeprefix("https://") or "x"},
    )

    assert ours.status_code == 201
    assert_problem(theirs, 403, "foreign_origin")
    assert "set-cookie" not in theirs.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "same-origin"])
@pytest.mark.parametrize("signed_in", [True, False])
async def test_a_browser_that_hides_its_origin_says_at_least_how_near_it_is(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, *, site: str, signed_in: bool
) -> None:
    client = mara if signed_in else nobody
    del client.headers["Origin"]

    answer = await client.post(
        "/api/auth/sign-up", json=PERSON, headers={"Sec-Fetch-Site": site}
    )

    assert answer.status_code == (201 if site == "same-origin" else 403)


async def test_a_program_without_a_browsers_headers_may_sign_in(
    nobody: httpx.AsyncClient,
) -> None:
    del nobody.headers["Origin"]

    answer = await nobody.post("/api/auth/sign-up", json=PERSON)

    assert answer.status_code == 201


async def test_a_name_and_password_in_a_link_are_no_api_key(
    mara: httpx.AsyncClient,
) -> None:
    """A form's address may hold them; browsers then send them along, with the cookie."""
    elsewhere = {"Origin": "https://elsewhere.example", "Authorization": "Basic eDp5"}

    answer = await mara.post("/api/auth/sign-out", headers=elsewhere)

    assert_problem(answer, 403, "foreign_origin")
    assert (await mara.get("/api/auth/me")).status_code == 200


async def test_a_program_with_a_key_needs_no_origin(
    nobody: httpx.AsyncClient,
) -> None:
    elsewhere = {"Origin": "https://elsewhere.example", "Authorization": "Bearer x"}

    answer = await nobody.post("/api/songs", json=DESCRIPTION, headers=elsewhere)

    assert_problem(answer, 401, "invalid_api_key")


@pytest.mark.parametrize("name", ["attacker.example", "localhost.attacker.example"])
async def test_a_name_that_was_pointed_at_this_machine_opens_nothing(
    mara: httpx.AsyncClient, name: str
) -> None:
    """DNS rebinding: to the browser, the attacker's page and we are one site."""
    host = f"{name}:{mara.base_url.port}"
    rebound = {"Host": host, "Origin": f"http://{host}"}
    probe = await mara.get("/livez", headers=rebound)

    answers = [
        await mara.get("/api/songs", headers=rebound),
        await mara.post("/api/songs", json=DESCRIPTION, headers=rebound),
        await mara.post("/api/auth/sign-up", json=PERSON, headers=rebound),
    ]

    for answer in answers:
        assert_problem(answer, 421, "misdirected_request")
    assert probe.status_code == 200
    assert (await mara.get("/api/songs")).json()["items"] == []


async def test_an_origin_is_not_ours_because_the_host_says_the_same(
    mara: httpx.AsyncClient,
) -> None:
    """An address cannot be pointed elsewhere, so that reading by it is let through."""
    host = f"192.0.2.7:{mara.base_url.port}"
    rebound = {"Host": host, "Origin": f"http://{host}"}

    written = await mara.post("/api/songs", json=DESCRIPTION, headers=rebound)
    read = await mara.get("/api/songs", headers=rebound)

    assert_problem(written, 403, "foreign_origin")
    assert read.status_code == 200


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "a.localhost"])
async def test_on_ones_own_machine_every_name_of_it_is_ours(
    mara: httpx.AsyncClient, name: str
) -> None:
    host = f"{name}:{mara.base_url.port}"

    answer = await mara.post(
        "/api/songs",
        json=DESCRIPTION,
        headers={"Host": host, "Origin": f"http://{host}"},
    )

    assert answer.status_code == 202


@pytest.mark.parametrize(
    "origin",
    ["http://localhost:1", "http://localhost", "https://localhost:{port}", "http://["],
)
async def test_another_server_on_ones_own_machine_is_another_site(
    mara: httpx.AsyncClient, origin: str
) -> None:
    origin = origin.format(port=mara.base_url.port)

    answer = await mara.post("/api/songs", json=DESCRIPTION, headers={"Origin": origin})

    assert_problem(answer, 403, "foreign_origin")


def _attributes(answer: httpx.Response) -> tuple[str, set[str]]:
    [cookie] = answer.headers.get_list("set-cookie")
    pair, *attributes = cookie.split("; ")
    return pair.split("=")[0], {each.lower() for each in attributes}


async def test_the_cookie_over_https_is_bound_to_this_host_and_to_https(
    secure_site: httpx.AsyncClient,
) -> None:
    answer = await secure_site.post("/api/auth/sign-up", json=PERSON)

    name, attributes = _attributes(answer)
    assert name == "__Host-session"
    assert attributes == {
        *("httponly", "secure", "samesite=lax", "path=/", "max-age=2592000")
    }


async def test_over_https_the_unbound_cookie_opens_nothing(
    secure_site: httpx.AsyncClient,
) -> None:
    """A neighbouring site could set it for us."""
    answer = await secure_site.post("/api/auth/sign-up", json=PERSON)
    token = answer.headers["set-cookie"].split(";")[0].split("=", 1)[1]
    secure_site.cookies.clear()

    unbound = {"Cookie": f"session={token}"}
    bound = {"Cookie": f"__Host-session={token}"}

    assert (await secure_site.get("/api/auth/me", headers=unbound)).status_code == 401
    assert (await secure_site.get("/api/auth/me", headers=bound)).status_code == 200


async def test_the_cookie_over_http_is_out_of_reach_of_scripts_and_sites(
    nobody: httpx.AsyncClient,
) -> None:
    signed_in = await nobody.post("/api/auth/sign-up", json=PERSON)
    signed_out = await nobody.post("/api/auth/sign-out")

    assert _attributes(signed_in) == (
        "session",
        {"httponly", "samesite=lax", "path=/", "max-age=2592000"},
    )
    name, attributes = _attributes(signed_out)
    assert name == "session"
    assert {"httponly", "samesite=lax", "path=/", "max-age=0"} <= attributes


def test_no_cookie_is_set_with_less_care_than_the_sessions() -> None:
    gateway = Path(__file__).parents[3] / "services" / "gateway"
    sources = [path.read_text() for path in gateway.rglob("*.py")]
    calls = [
        {each.arg: ast.unparse(each.value) for each in node.keywords}
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in {"set_cookie", "delete_cookie"}
    ]

    assert calls
    for call in calls:
        assert call["httponly"] == "True"
        assert call["secure"] == "settings.is_secure"
        assert call["samesite"] == "'lax'"
        assert call["path"] == "'/'"
        assert "domain" not in call
    assert not [source for source in sources if "set-cookie" in source.lower()]
