"""The stack that all end-to-end tests share, and people who are signed up to it."""

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import httpx
import pytest

from tests.e2e.asking import CANARY, PASSWORD, is_ready
from tests.e2e.stack import RunningStack, running_stack
from tests.e2e.waiting import until_true


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("my music")) as running:
        running.secrets.update({CANARY, PASSWORD})
        yield running


@pytest.fixture
async def mara(stack: RunningStack) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which somebody with ten credits has signed up."""
    async with httpx.AsyncClient(
        base_url=stack.url, headers={"Origin": stack.url}, timeout=30, trust_env=False
    ) as client:
        await until_true(
            lambda: is_ready(client), what="the stack is ready", within_seconds=60
        )
        answer = await client.post(
            "/api/auth/sign-up",
            json={
                "email": f"{uuid4().hex}@example.org",
                "password": PASSWORD,
                "name": "Mara",
            },
        )
        assert answer.status_code == 201, answer.text
        stack.secrets.update(client.cookies.values())
        yield client
