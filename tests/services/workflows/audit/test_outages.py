"""When one of the three places cannot be asked, the audit says which, and knows nothing."""

from dataclasses import replace

import pytest
from pydantic import PostgresDsn

from devstack.postgres import Postgres
from services.workflows.audit.outages import CannotAsk
from shared.s3 import S3Storage
from shared.settings import DatabaseSettings, TemporalSettings
from shared.temporal import connect
from tests.services.workflows.audit.world import World

NOBODY = "127.0.0.1:1"


async def test_postgres_is_away(world: World) -> None:
    url = PostgresDsn(f"postgresql+psycopg://app:quillwort@{NOBODY}/x")
    world.places = replace(world.places, database=DatabaseSettings(url=url))

    with pytest.raises(CannotAsk, match=r"^Postgres .*DATABASE_URL") as refusal:
        await world.report()

    assert "quillwort" not in str(refusal.value)


async def test_postgres_has_no_tables(world: World, postgres: Postgres) -> None:
    url = PostgresDsn(postgres.url_of("postgres"))
    world.places = replace(world.places, database=DatabaseSettings(url=url))

    with pytest.raises(CannotAsk, match=r"services\.gateway\.migrate"):
        await world.report()


@pytest.mark.parametrize(
    "change",
    [{"s3_endpoint_url": f"http://{NOBODY}"}, {"s3_bucket_name": "no-such-bucket"}],
)
async def test_the_bucket_is_away(world: World, change: dict[str, str]) -> None:
    elsewhere = world.storage_settings.model_copy(update=change)
    world.places = replace(world.places, storage=S3Storage(elsewhere))

    with pytest.raises(CannotAsk, match=r"^The bucket .*S3_ENDPOINT_URL"):
        await world.report()


async def test_temporal_is_away(world: World) -> None:
    client = await connect(TemporalSettings(address=NOBODY), lazy=True)
    world.places = replace(world.places, temporal=client)

    with pytest.raises(CannotAsk, match=r"^Temporal .*TEMPORAL_ADDRESS"):
        await world.report()
