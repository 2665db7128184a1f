"""A stand-in for Polar, the vendor's own client for it, and who hears it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from polar.v2026_10 import PolarAsync

from tests.devstack.polar.running import (
    Receiver,
    RunningShop,
    listening,
    running_shop,
)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with listening() as running:
        yield running


@pytest.fixture
async def shop(tmp_path: Path, receiver: Receiver) -> AsyncIterator[RunningShop]:
    async with running_shop(tmp_path, webhook_url=receiver.url) as running:
        yield running


@pytest.fixture
async def polar(shop: RunningShop) -> AsyncIterator[PolarAsync]:
    async with PolarAsync(shop.token, base_url=shop.url) as client:
        yield client
