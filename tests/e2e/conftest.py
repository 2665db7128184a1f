"""The stack that all end-to-end tests share, and somebody who is signed up to it."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.e2e.asking import CANARY, PASSWORD
from tests.e2e.people import sign_up
from tests.e2e.stack import SKETCH, RunningStack, running_stack
from tests.fakes.trace_collector import TraceCollector, collecting


@pytest.fixture(scope="session")
def collector() -> Iterator[TraceCollector]:
    """Where the stack sends its traces: none of these tests runs without them."""
    with collecting() as running:
        yield running


@pytest.fixture(scope="session")
def stack(
    tmp_path_factory: pytest.TempPathFactory, collector: TraceCollector
) -> Iterator[RunningStack]:
    traced = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    place = tmp_path_factory.mktemp("my music")
    with running_stack(place, {**SKETCH, **traced}) as running:
        running.secrets.update({CANARY, PASSWORD})
        yield running


@pytest.fixture
async def mara(stack: RunningStack) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which somebody with ten credits has signed up."""
    async with sign_up(stack) as client:
        yield client
