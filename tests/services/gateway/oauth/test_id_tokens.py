"""ID tokens that are not what they must be."""

import time

import httpx
import pytest
from fastapi.responses import JSONResponse
from joserfc import jwt
from joserfc.jwk import OctKey

from shared.db import Sessions
from tests.fakes.oidc_provider import (
    Claims,
    FakeProvider,
    Person,
    Sign,
    known_key,
    new_key,
    signed,
    unsigned,
)
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.oauth.walking import (
    count,
    walk,
)


def _with_our_secret(provider: FakeProvider, claims: Claims) -> str:
    key = OctKey.import_key(provider.client_secret)
    header = {"alg": "HS256", "kid": provider.key.kid}
    return jwt.encode(header, claims, key, ["HS256"])


def _with_another_key(provider: FakeProvider, claims: Claims) -> str:
    return signed(claims, new_key(str(provider.key.kid)))


def _with_no_known_key(provider: FakeProvider, claims: Claims) -> str:
    return signed(claims, known_key("unheard-of"))


def _altered(provider: FakeProvider, claims: Claims) -> str:
    header, _, signature = signed(claims, provider.key).split(".")
    payload = unsigned(provider, {**claims, "sub": "1"}).split(".")[1]
    return f"{header}.{payload}.{signature}"


async def test_an_id_token_without_the_providers_signature_is_refused(
    nobody: httpx.AsyncClient,
    acme: FakeProvider,
    sessions: Sessions,
    subtests: pytest.Subtests,
) -> None:
    lies: dict[str, Sign] = {
        "unsigned": unsigned,
        "signed with our secret": _with_our_secret,
        "another key": _with_another_key,
        "no known key": _with_no_known_key,
        "altered": _altered,
        "garbage": lambda *_: "not.a.token",
        "nothing": lambda *_: "",
    }
    for what, sign in lies.items():
        acme.sign = sign

        with subtests.test(what):
            assert_problem(await walk(nobody), 502, "provider_misbehaved")

    assert await count(sessions, "users") == 0


async def test_a_shared_secret_among_the_published_keys_signs_nothing(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    known = OctKey.generate_key(256, {"kid": "first"})
    acme.answers["/keys"] = JSONResponse({"keys": [known.as_dict(private=True)]})
    acme.sign = lambda _, claims: jwt.encode(
        {"alg": "HS256", "kid": "first"}, claims, known, ["HS256"]
    )

    assert_problem(await walk(nobody), 502, "provider_misbehaved")


LATER = int(time.time()) + 3600


CLAIMS: tuple[Claims, ...] = (
    {"nonce": "of-another-sign-in"},
    {"nonce": None},
    {"aud": "another-client"},
    {"aud": ["another-client"]},
    {"aud": ["our-id", "another-client"]},
    {"aud": ["our-id"], "azp": "another-client"},
    {"aud": "another-client", "azp": "our-id"},
    {"aud": None},
    {"iss": "https://accounts.example.org"},
    {"iss": None},
    {"exp": LATER - 7200},
    {"exp": float("nan")},
    {"exp": "later"},
    {"exp": None},
    {"iat": LATER},
    {"iat": None},
    {"nbf": LATER},
    {"sub": None},
    {"sub": ""},
    {"sub": "1\x000"},
    {"sub": "1" * 256},
    {"sub": 1001},
    {"at_hash": "of-another-token"},
    {"email": ["mara@example.org"]},
)


async def test_an_id_token_that_says_something_else_than_it_must_is_refused(
    nobody: httpx.AsyncClient,
    acme: FakeProvider,
    sessions: Sessions,
    subtests: pytest.Subtests,
) -> None:
    for claims in CLAIMS:
        acme.claims = claims

        with subtests.test(str(claims)[:60]):
            assert_problem(await walk(nobody), 502, "provider_misbehaved")

    assert await count(sessions, "users") == 0


async def test_clocks_may_differ_a_little(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    now = int(time.time())
    acme.claims = {"exp": now - 20, "iat": now + 20}

    assert (await walk(nobody)).status_code == 303


async def test_userinfo_about_somebody_else_is_refused(
    nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.person = Person(email=None)
    acme.userinfo = {"sub": "1002", "email": "x@example.org", "email_verified": True}

    assert_problem(await walk(nobody), 502, "provider_misbehaved")
