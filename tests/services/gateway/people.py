"""People as tests meet them: by their address, in more than one browser, with a key."""

from uuid import UUID

import httpx

from services.gateway.auth.scopes import Scope
from services.gateway.auth.tokens import digest, new_api_key
from shared.db import Sessions
from shared.models.api_key import ApiKey
from tests.services.gateway.conftest import PASSWORD


async def email_of(client: httpx.AsyncClient) -> str:
    email: str = (await client.get("/api/auth/me")).json()["email"]
    return email


async def id_of(client: httpx.AsyncClient) -> UUID:
    return UUID((await client.get("/api/auth/me")).json()["id"])


async def sign_in(
    client: httpx.AsyncClient, email: str, password: str = PASSWORD
) -> httpx.Response:
    return await client.post(
        "/api/auth/sign-in", json={"email": email, "password": password}
    )


async def api_key_of(client: httpx.AsyncClient, sessions: Sessions) -> str:
    """A key that may do all that keys may do."""
    key = new_api_key()
    async with sessions.begin() as session:
        session.add(
            ApiKey(
                user_id=await id_of(client),
                name="Script",
                public_id=key.public_id,
                secret_sha256=digest(key.secret),
                scopes=list(Scope),
            )
        )
    return key.whole
