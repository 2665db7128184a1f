"""Cookies are out of reach of scripts, of other sites, and of plain http."""

import ast
from pathlib import Path

import httpx

from tests.canaries import PASSWORD

PERSON = {"email": "noor@example.org", "password": PASSWORD, "name": "Noor"}


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
