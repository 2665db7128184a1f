"""Providers that are away, that lie, or that lead elsewhere."""

from itertools import product

import httpx
import pytest
import structlog
from fastapi import Response

from services.gateway.oauth.fetching import ProviderHttp
from services.gateway.oauth.registration import Registration
from tests.fakes.oidc_provider import (
    Claims,
    FakeProvider,
    Person,
)
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.oauth.walking import (
    start,
    walk,
)

SPOILT = Response("<html>502 Bad Gateway</html>", 200, media_type="text/html")


AWAY = Response("busy", 503)


ELSEWHERE = Response("", 307, {"Location": "http://127.0.0.1:1/"})


@pytest.mark.parametrize(
    ("description", "callback", "status"),
    [
        ({}, {"iss": "https://accounts.example.org"}, 502),
        ({"authorization_response_iss_parameter_supported": True}, {}, 502),
        ({}, {}, 303),
    ],
)
async def test_who_sent_the_browser_back_is_checked_as_far_as_it_is_told(
    nobody: httpx.AsyncClient,
    acme: FakeProvider,
    description: Claims,
    callback: dict[str, str],
    status: int,
) -> None:
    acme.description, acme.callback = description, callback

    assert (await walk(nobody)).status_code == status
    assert acme.asked["/token"] == (status == 303)


async def test_a_provider_may_say_truly_who_it_is(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.callback = {"iss": acme.url}

    assert (await walk(nobody)).status_code == 303


async def test_a_description_that_does_not_fit_its_provider_begins_nothing(
    nobody: httpx.AsyncClient, acme: FakeProvider, subtests: pytest.Subtests
) -> None:
    descriptions: tuple[Claims, ...] = (
        {"issuer": "https://accounts.example.org"},
        {"issuer": None},
        {"authorization_endpoint": "http://example.org/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
        {"longer_than_we_read": "x" * 300_000},
    )
    for description in descriptions:
        acme.description = description

        with subtests.test(str(description)[:60]):
            assert_problem(await start(nobody), 502, "provider_misbehaved")


@pytest.mark.parametrize(
    ("endpoint", "path"), [("token_endpoint", "/token"), ("jwks_uri", "/keys")]
)
async def test_only_encrypted_addresses_are_asked_beyond_this_machine(
    nobody: httpx.AsyncClient, acme: FakeProvider, endpoint: str, path: str
) -> None:
    # It would lead to the same server, but is no loopback address.
    acme.description = {endpoint: acme.url.replace("127.0.0.1", "0.0.0.0") + path}  # noqa: S104

    assert_problem(await walk(nobody), 502, "provider_misbehaved")
    assert acme.asked[path] == 0


@pytest.mark.parametrize(
    ("issuer", "address", "allowed"),
    [
        ("https://id.example.org", "https://keys.example.org/jwks", True),
        ("https://id.example.org", "http://127.0.0.1:9/jwks", False),
        ("https://id.example.org", "http://keys.example.org/jwks", False),
        ("http://127.0.0.1:9", "http://127.0.0.1:8/jwks", True),
        ("http://127.0.0.1:9", "http://[::1]:8/jwks", True),
        ("http://127.0.0.1:9", "http://127.0.0.1@192.0.2.1/", False),
        ("http://127.0.0.1:9", "http://127.0.0.1.example.org/", False),
        ("http://127.0.0.1:9", "http://[", False),
        ("http://127.0.0.1:9", "file:///etc/passwd", False),
        ("http://127.0.0.1:9", "https://", False),
        ("http://127.0.0.1:9", "", False),
    ],
)
def test_what_is_said_to_a_provider_stays_between_it_and_us(
    issuer: str, address: str, allowed: bool
) -> None:
    registration = Registration(
        name="acme",
        label="Acme",
        issuer=issuer,
        client_id="id",
        client_secret="secret",
        redirect_uri="http://127.0.0.1/callback",
    )

    http = ProviderHttp(httpx.AsyncClient(), registration)

    assert http.is_allowed(address) is allowed


async def test_a_provider_that_cannot_describe_itself_begins_nothing(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    codes = []
    for answer in (AWAY, SPOILT, ELSEWHERE):
        acme.answers["/.well-known/openid-configuration"] = answer
        codes.append((await start(nobody)).json()["code"])

    assert codes == [
        "provider_unavailable",
        "provider_misbehaved",
        "provider_misbehaved",
    ]


UNUSABLE: tuple[tuple[Response, int, str], ...] = (
    (AWAY, 503, "provider_unavailable"),
    (Response("slower", 429), 503, "provider_unavailable"),
    (SPOILT, 502, "provider_misbehaved"),
    (ELSEWHERE, 502, "provider_misbehaved"),
    (Response("[]", 200), 502, "provider_misbehaved"),
    (Response('{"keys": [{"kty": "RSA"}]}', 200), 502, "provider_misbehaved"),
    (Response(b"\x1f\x8b\xff" * 9, 200), 502, "provider_misbehaved"),
    (Response("x" * 300_000, 200), 502, "provider_misbehaved"),
)


async def test_an_answer_that_cannot_be_used_is_a_problem_and_not_a_bug(
    nobody: httpx.AsyncClient, acme: FakeProvider, subtests: pytest.Subtests
) -> None:
    acme.person = Person(email=None)
    acme.userinfo = {"sub": "1001"}
    # In the order in which they are asked for: what was good is remembered.
    for path, (answer, status, code) in product(
        ("/token", "/keys", "/userinfo"), UNUSABLE
    ):
        acme.answers = {path: answer}

        with subtests.test(f"{path} {answer.status_code} {bytes(answer.body[:20])!r}"):
            assert_problem(await walk(nobody), status, code)

    assert acme.asked["/userinfo"] == len(UNUSABLE)


async def test_a_provider_that_is_gone_is_told_from_one_that_lies(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.description = {"token_endpoint": "http://127.0.0.1:1/token"}

    answer = await walk(nobody)

    assert_problem(answer, 503, "provider_unavailable")
    assert answer.headers["retry-after"]


async def test_a_wrong_secret_of_ours_is_told_to_whoever_runs_this(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.client_secret = "changed"

    with structlog.testing.capture_logs() as logs:
        answer = await walk(nobody)

    assert_problem(answer, 502, "provider_misbehaved")
    assert "invalid_client" in [line.get("error") for line in logs]
