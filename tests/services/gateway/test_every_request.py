"""No request breaks the gateway, and every answer is as its description says."""

import asyncio
import sys

import httpx
import pytest
from temporalio.client import Client

from services.workflows.activities.songs import DatabaseSongActivities
from shared.settings import AccountSettings, WebSettings
from tests.fakes.activities import FakeInference
from tests.fakes.workers import workers
from tests.services.gateway.every_request import ask_everything


@pytest.fixture
def accounts() -> AccountSettings:
    """Whoever asks is never poor, and never asks too often."""
    return AccountSettings(
        starting_credits=10_000,
        unfinished_songs_limit=1000,
        sign_ups_per_hour=1_000_000,
        sign_ins_per_hour=1_000_000,
        emails_per_hour=1_000_000,
    )


@pytest.fixture
def web() -> WebSettings:
    return WebSettings(environment="test", answer_wait_seconds=1)


async def test_no_request_breaks_the_gateway_or_its_promises(
    gateway_url: str,
    nobody: httpx.AsyncClient,
    temporal: Client,
    songs: DatabaseSongActivities,
    pytestconfig: pytest.Config,
) -> None:
    cases, seed = (
        pytestconfig.getoption(name) for name in ("--cases", "--seed-of-cases")
    )
    paths = (await nobody.get("/openapi.json")).json()["paths"]

    async with workers(temporal, songs, FakeInference()):
        report = await asyncio.to_thread(
            ask_everything, gateway_url, cases=cases, seed=seed
        )

    told = "\n".join(f"{each}: {times}" for each, times in report.answers.items())
    sys.stdout.write(f"asked {report.answers.total()} times:\n{told}\n")
    assert not report.faults, "\n".join(report.faults)
    assert report.answers.total() > cases * 0.8
    asked = {operation for operation, _ in report.answers}
    assert len(asked) == sum(len(operations) for operations in paths.values())
    # Else it would have asked at closed doors only.
    welcome = {operation for operation, status in report.answers if status < 300}
    assert {"create_songs", "list_songs", "get_song", "me", "list_api_keys"} <= welcome
