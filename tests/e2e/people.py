"""People who sign up to the running stack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from uuid import uuid4

import httpx

from tests.e2e.asking import PASSWORD, is_ready
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until_true

_READY_SECONDS = 60.0


@asynccontextmanager
async def sign_up(stack: RunningStack) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which somebody with ten credits has signed up."""
    async with httpx.AsyncClient(
        base_url=stack.url, headers={"Origin": stack.url}, timeout=30, trust_env=False
    ) as client:
        await until_true(
            lambda: is_ready(client),
            what="the stack is ready",
            within_seconds=_READY_SECONDS,
        )
        email = f"{uuid4().hex}@example.org"
        answer = await client.post(
            "/api/auth/sign-up",
            json={"email": email, "password": PASSWORD, "name": "Mara"},
        )
        assert answer.status_code == HTTPStatus.CREATED, answer.text
        stack.secrets.update(client.cookies.values())
        yield client
