"""A furnished world for each test: its own database, an empty bucket, no open workflow."""

from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import Client

from shared.db import Sessions
from shared.s3 import S3Storage, connect
from shared.settings import StorageSettings
from tests.services.workflows.audit.world import World, places_of


@pytest.fixture(scope="session")
def bucket_of_audits(storage_settings: StorageSettings) -> StorageSettings:
    """Other tests leave objects in the common one, which are nobody's here."""
    settings = storage_settings.model_copy(
        update={"s3_bucket_name": f"audit-{uuid4().hex}"}
    )
    connect(settings).create_bucket(Bucket=settings.s3_bucket_name)
    return settings


@pytest.fixture(scope="session")
def storage_of_audits(bucket_of_audits: StorageSettings) -> S3Storage:
    return S3Storage(bucket_of_audits)


@pytest.fixture
def own_storage(storage_of_audits: S3Storage) -> S3Storage:
    """Empty: to make a new bucket takes the store longer."""
    for folder in ("songs/", "backups/"):
        storage_of_audits.delete_prefix(folder)
    return storage_of_audits


@pytest.fixture
async def world(
    database_url: str,
    sessions: Sessions,
    bucket_of_audits: StorageSettings,
    own_storage: S3Storage,
    temporal: Client,
    tmp_path: Path,
) -> World:
    made = World(
        sessions=sessions,
        places=places_of(database_url, own_storage, temporal),
        storage_settings=bucket_of_audits,
        folder=tmp_path,
    )
    await made.furnish()
    return made
