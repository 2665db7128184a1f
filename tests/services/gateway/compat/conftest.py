"""Programs that ask the original's endpoints, one of them of a hasty gateway."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from services.gateway.settings import GatewaySettings
from tests.services.gateway.compat.original import WAV
from tests.services.gateway.keys import modal, new_key
from tests.services.gateway.serving import serving


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    """Of more than one piece of an answer, and of no whole number of them."""
    file = tmp_path / "made.wav"
    file.write_bytes(WAV)
    return file


@pytest.fixture
async def headers(mara: httpx.AsyncClient) -> dict[str, str]:
    return modal(await new_key(mara))


@pytest.fixture
def hasty_settings(settings: GatewaySettings) -> GatewaySettings:
    """Of a gateway that waits for a second, beside the other on the same database."""
    return replace(
        settings,
        database=settings.database.model_copy(update={"pool_size": 1}),
        web=settings.web.model_copy(update={"answer_wait_seconds": 1}),
    )


@pytest.fixture
async def hasty(
    gateway_url: str, hasty_settings: GatewaySettings
) -> AsyncIterator[httpx.AsyncClient]:
    """A program that asks that gateway."""
    async with (
        serving(hasty_settings) as url,
        httpx.AsyncClient(base_url=url, timeout=30) as client,
    ):
        yield client
