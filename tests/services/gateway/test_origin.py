"""Other sites, and other names, cannot make a browser act here for somebody."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest

from tests.canaries import PASSWORD
from tests.services.gateway.asking import DESCRIPTION, assert_problem

PERSON = {"email": "noor@example.org", "password": PASSWORD, "name": "Noor"}


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
