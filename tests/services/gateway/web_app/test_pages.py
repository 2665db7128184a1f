"""The web app's page at every address that is no operation and no file."""

import re
import shutil
from pathlib import Path

import httpx
import pytest

from tests.services.gateway.asking import assert_problem
from tests.services.gateway.test_browser_safety import assert_safe
from tests.services.gateway.web_app.conftest import head_of

OPERATIONS = ["/api/nothing", "/api", "/webhooks/nothing", "/generate", "/s", "/s/a/b"]


def _policy(answer: httpx.Response) -> dict[str, str]:
    written = answer.headers["content-security-policy"]
    pairs = [directive.split(" ", 1) for directive in written.split("; ")]
    return dict(pairs)


def _nonce(answer: httpx.Response) -> str:
    [nonce] = re.findall(
        r'<meta name="csp-nonce" content="([\w-]+)" />', head_of(answer)
    )
    return str(nonce)


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/create", "/songs/1?q=a", "/a/b/c", "/people/v1.2"]
)
async def test_every_other_address_is_the_apps(
    site: httpx.AsyncClient, path: str
) -> None:
    answer = await site.get(path)

    assert answer.status_code == 200
    assert '<div id="root">' in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert_safe(answer, policy=None)


async def test_a_page_that_was_drawn_is_seen_before_its_code_comes(
    site: httpx.AsyncClient,
) -> None:
    answer = await site.get("/create")

    assert '<div id="root"><p class="early">Create</p></div>' in answer.text
    assert f'<style nonce="{_nonce(answer)}">.early' in head_of(answer)
    assert f"'nonce-{_nonce(answer)}'" in _policy(answer)["style-src"]


@pytest.mark.parametrize(
    ("takes", "encoding"), [("gzip, br", "gzip"), ("gzip;q=0", None), ("", None)]
)
async def test_a_page_travels_packed_to_whoever_can_unpack_it(
    site: httpx.AsyncClient, takes: str, encoding: str | None
) -> None:
    answer = await site.get("/create", headers={"Accept-Encoding": takes})

    assert answer.headers.get("content-encoding") == encoding
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert '<div id="root">' in answer.text


@pytest.mark.parametrize("path", ["/", "/create?q=a", "/create/", "/.early.json"])
async def test_nothing_is_drawn_of_other_pages(
    site: httpx.AsyncClient, path: str
) -> None:
    answer = await site.get(path)

    assert "early" not in answer.text


async def test_a_build_that_drew_nothing_is_served(
    site: httpx.AsyncClient, dist: Path
) -> None:
    (dist / ".early.json").unlink()

    answer = await site.get("/create")

    assert '<div id="root"></div>' in answer.text


async def test_a_head_request_for_a_page_has_no_body(site: httpx.AsyncClient) -> None:
    answer = await site.head("/create")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", OPERATIONS)
async def test_an_operation_that_is_none_stays_a_problem(
    site: httpx.AsyncClient, path: str
) -> None:
    answer = await site.delete(path) if path == "/generate" else None

    if answer is None:
        assert_problem(await site.get(path), 404, "not_found")
    else:
        assert_problem(answer, 405, "method_not_allowed")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/generate_anything", 404),
        ("GET", "/generate", 405),
        ("GET", "/api/auth/sign-in", 405),
        ("PUT", "/livez", 405),
        ("POST", "/create", 404),
        ("DELETE", "/assets/app-4f2c.js", 404),
    ],
)
async def test_the_page_hides_no_refusal(
    site: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await site.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_description_of_the_api_is_still_there(
    site: httpx.AsyncClient,
) -> None:
    assert "swagger-ui" in (await site.get("/docs")).text
    assert (await site.get("/openapi.json")).json()["openapi"]


async def test_a_page_runs_our_scripts_and_no_others(site: httpx.AsyncClient) -> None:
    answer = await site.get("/create")
    policy = _policy(answer)

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["style-src"] == f"'self' 'nonce-{_nonce(answer)}'"
    assert "unsafe" not in answer.headers["content-security-policy"]


async def test_a_nonce_is_good_for_one_answer(site: httpx.AsyncClient) -> None:
    nonces = {_nonce(await site.get("/create")) for _ in range(5)}

    assert len(nonces) == 5
    assert min(len(nonce) for nonce in nonces) >= 20


async def test_a_page_may_fetch_from_the_bucket_and_nowhere_else(
    site: httpx.AsyncClient,
) -> None:
    policy = _policy(await site.get("/"))

    assert policy["media-src"] == "'self' https://songs.example.org:8443"
    assert policy["img-src"] == "'self' data: https://songs.example.org:8443"
    assert policy["connect-src"] == "'self' https://songs.example.org:8443"


async def test_without_a_build_pages_say_what_to_run_and_the_api_works(
    site: httpx.AsyncClient, dist: Path
) -> None:
    shutil.rmtree(dist)

    page = await site.get("/create")

    assert page.status_code == 503
    assert "make web" in page.text
    assert_safe(page)
    assert (await site.get("/livez")).status_code == 200
    assert_problem(await site.get("/assets/app-4f2c.js"), 404, "not_found")
