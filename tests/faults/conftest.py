"""The drill's own stack, the cells of this run, and a stack behind proxies."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.e2e.asking import CANARY
from tests.e2e.stack import RunningStack
from tests.faults.cells import chosen
from tests.faults.ground import Ground
from tests.faults.proxy import FaultProxy
from tests.faults.seed import SEED
from tests.faults.soak import stack_behind_proxies


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "cell" in metafunc.fixturenames:
        cells = chosen(metafunc.config.stash[SEED])
        metafunc.parametrize("cell", cells, ids=str)


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    ground = Ground(lambda: tmp_path_factory.mktemp("drill"))
    try:
        yield ground
        ground.close()
    finally:
        ground.abandon()


@pytest.fixture(scope="package")
async def weathered(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[RunningStack, list[FaultProxy]]]:
    """A stack whose network can be made bad, in fair weather."""
    place = tmp_path_factory.mktemp("weather")
    async with stack_behind_proxies(place) as (stack, proxies):
        stack.secrets.add(CANARY)
        yield stack, proxies
