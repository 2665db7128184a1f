"""The stack that all end-to-end tests share, and somebody who is signed up to it."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.e2e.asking import CANARY, PASSWORD
from tests.e2e.people import sign_up
from tests.e2e.stack import RunningStack, running_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("my music")) as running:
        running.secrets.update({CANARY, PASSWORD})
        yield running


@pytest.fixture
async def mara(stack: RunningStack) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which somebody with ten credits has signed up."""
    async with sign_up(stack) as client:
        yield client
