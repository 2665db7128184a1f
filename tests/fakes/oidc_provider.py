"""A provider on this machine that people sign in at: OpenID Connect, and GitHub's own way.

It keeps its side of the protocol: a code works once, for the client with the secret, the
address and the PKCE verifier that it was given for. Each lie is a knob.
"""

import asyncio
import base64
import hashlib
import json
import secrets
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlencode

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

Claims: TypeAlias = dict[str, Any]
Sign: TypeAlias = Callable[["FakeProvider", Claims], str]


def new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


@cache
def known_key(kid: str) -> RSAKey:
    """The same each time: a new one takes a while."""
    return new_key(kid)


@dataclass
class Person:
    """Whoever sits before the browser, as the provider knows them."""

    subject: str = "1001"
    email: str | None = "mara@example.org"
    email_verified: bool | None = True
    name: str | None = "Mara"


@dataclass
class FakeProvider:
    url: str
    client_id: str = "our-id"
    client_secret: str = field(default_factory=secrets.token_urlsafe)
    person: Person = field(default_factory=Person)
    key: RSAKey = field(default_factory=lambda: known_key("first"))

    claims: Claims = field(default_factory=dict)
    """Take the place of what the ID token would say; None leaves a claim out."""
    sign: Sign = lambda provider, claims: signed(claims, provider.key)
    userinfo: Claims | None = None
    """What the userinfo endpoint tells; without it there is none."""
    description: Claims = field(default_factory=dict)
    """Takes the place of what it says about itself."""
    answers: dict[str, Response] = field(default_factory=dict)
    """By path: given instead of what belongs there."""
    callback: dict[str, str] = field(default_factory=dict)
    """Added to the address that it sends the browser back to."""
    denies: bool = False
    """The person does not let it tell who they are."""

    asked: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    """Each code and token that it has given."""
    grants: dict[str, Mapping[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    recognised: bool = False
    """Whether anybody came back with the cookie that it gives everybody."""

    def describe(self) -> Claims:
        told: Claims = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        if self.userinfo is not None:
            told["userinfo_endpoint"] = f"{self.url}/userinfo"
        return {**told, **self.description}

    def grant(self, question: Mapping[str, str]) -> str:
        code = self._new("code")
        self.grants[code] = question
        return code

    def redeem(self, form: Mapping[str, str]) -> Mapping[str, str] | None:
        """The question that a code answers, if the one who asks has all that it takes."""
        question = self.grants.pop(form.get("code", ""), None)
        if question is None:
            return None
        challenge = _urlsafe(hashlib.sha256(form["code_verifier"].encode()).digest())
        fits = (
            challenge == question["code_challenge"]
            and question["code_challenge_method"] == "S256"
            and form["grant_type"] == "authorization_code"
            and form["redirect_uri"] == question["redirect_uri"]
        )
        return question if fits else None

    def new_access_token(self) -> str:
        token = self._new("access")
        self.tokens.add(token)
        return token

    def id_token(self, nonce: str | None, access_token: str) -> str:
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims: Claims = {
            "iss": self.url,
            "aud": self.client_id,
            "sub": self.person.subject,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": nonce,
            "at_hash": _urlsafe(half),
            "email": self.person.email,
            "email_verified": self.person.email_verified,
            "name": self.person.name,
        }
        claims.update(self.claims)
        token = self.sign(
            self, {name: said for name, said in claims.items() if said is not None}
        )
        self.told.append(token)
        return token

    def _new(self, kind: str) -> str:
        made = f"{kind}-{secrets.token_urlsafe(24)}"
        self.told.append(made)
        return made


def signed(claims: Claims, key: RSAKey) -> str:
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key, ["RS256"])


def unsigned(provider: FakeProvider, claims: Claims) -> str:
    header = {"alg": "none", "kid": provider.key.kid}
    return ".".join(
        [*(_urlsafe(json.dumps(part).encode()) for part in (header, claims)), ""]
    )


def _urlsafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


NewProvider: TypeAlias = Callable[[], FakeProvider]


@asynccontextmanager
async def running_providers() -> AsyncIterator[NewProvider]:
    """Each new one has its own address below the same host, until the block ends."""
    door = socket.create_server(("127.0.0.1", 0))
    host = f"http://127.0.0.1:{door.getsockname()[1]}"
    app = FastAPI()
    number = count()

    def new() -> FakeProvider:
        path = f"/{next(number)}"
        fake = FakeProvider(url=f"{host}{path}")
        app.mount(path, _app_of(fake))
        return fake

    config = uvicorn.Config(app, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[door]))
    yield new
    server.should_exit = True
    await running


class _Pages:
    """The provider's addresses."""

    def __init__(self, fake: FakeProvider) -> None:
        self._fake = fake

    async def lie(self, request: Request, go_on: Any) -> Response:
        path = request.url.path.removeprefix(request.scope["root_path"])
        self._fake.asked[path] += 1
        self._fake.recognised |= "seen" in request.cookies
        instead = self._fake.answers.get(path)
        answer: Response = instead or await go_on(request)
        answer.set_cookie("seen", "yes")
        return answer

    async def authorize(self, request: Request) -> Response:
        question = dict(request.query_params)
        assert question["response_type"] == "code"
        assert question["client_id"] == self._fake.client_id
        if self._fake.denies:
            answer = {"error": "access_denied"}
        else:
            answer = {"code": self._fake.grant(question)}
        back = urlencode({**answer, "state": question["state"], **self._fake.callback})
        return RedirectResponse(f"{question['redirect_uri']}?{back}", 302)

    async def exchange(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        is_ours = _has_secret(request, form, self._fake)
        question = self._fake.redeem(form) if is_ours else None
        if question is None:
            error = "invalid_grant" if is_ours else "invalid_client"
            return JSONResponse({"error": error}, 400)
        token = self._fake.new_access_token()
        answer = {"access_token": token, "token_type": "bearer"}
        if "openid" in question["scope"].split():
            answer["id_token"] = self._fake.id_token(question.get("nonce"), token)
        return JSONResponse(answer)

    async def describe(self) -> Response:
        return JSONResponse(self._fake.describe())

    async def keys(self) -> Response:
        return JSONResponse({"keys": [self._fake.key.as_dict(private=False)]})

    async def userinfo(self, request: Request) -> Response:
        return self._tell(self._fake.userinfo, request)

    async def user(self, request: Request) -> Response:
        return self._tell(_github_user(self._fake.person), request)

    async def emails(self, request: Request) -> Response:
        return self._tell(_github_emails(self._fake.person), request)

    def _tell(self, told: Any, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        known = token in self._fake.tokens
        return JSONResponse(told) if known else Response("", 401)


def _app_of(fake: FakeProvider) -> FastAPI:
    app = FastAPI()
    pages = _Pages(fake)
    app.middleware("http")(pages.lie)
    for prefix, exchange in (("", "/token"), ("/login/oauth", "/access_token")):
        app.add_api_route(f"{prefix}/authorize", pages.authorize)
        app.add_api_route(f"{prefix}{exchange}", pages.exchange, methods=["POST"])
    app.add_api_route("/.well-known/openid-configuration", pages.describe)
    app.add_api_route("/keys", pages.keys)
    app.add_api_route("/userinfo", pages.userinfo)
    app.add_api_route("/api/v3/user", pages.user)
    app.add_api_route("/api/v3/user/emails", pages.emails)
    return app


def _has_secret(request: Request, form: Mapping[str, str], fake: FakeProvider) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme == "Basic":
        pair = base64.b64decode(given).decode()
    else:
        pair = f"{form.get('client_id')}:{form.get('client_secret')}"
    return pair == f"{fake.client_id}:{fake.client_secret}"


def _github_user(person: Person) -> Claims:
    return {"id": int(person.subject), "login": "mara-codes", "name": person.name}


def _github_emails(person: Person) -> list[Claims]:
    return [
        {"email": "old@example.org", "primary": False, "verified": True},
        {
            "email": person.email,
            "primary": True,
            "verified": bool(person.email_verified),
        },
    ]
