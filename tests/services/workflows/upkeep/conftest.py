"""The upkeep's tools before real servers, without patience; somebody with ten credits."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from temporalio.client import Client

from services.workflows.activities.songs import DatabaseSongActivities
from services.workflows.upkeep.errands import Tools
from services.workflows.upkeep.parts import Graces
from shared.db import Sessions
from shared.s3 import S3Storage, connect
from shared.settings import StorageSettings
from tests.services.workflows.erasing import a_person
from tests.services.workflows.upkeep.leftovers import NO_GRACE


@pytest.fixture
def bucket(storage_settings: StorageSettings) -> StorageSettings:
    """An own one: what other tests left must not be taken for leftovers."""
    name = f"songs-{uuid4().hex}"
    connect(storage_settings).create_bucket(Bucket=name)
    return storage_settings.model_copy(update={"s3_bucket_name": name})


@pytest.fixture
def own_storage(bucket: StorageSettings) -> S3Storage:
    return S3Storage(bucket)


@pytest.fixture
def tools(
    sessions: Sessions,
    temporal: Client,
    bucket: StorageSettings,
    own_storage: S3Storage,
) -> Tools:
    return Tools(
        sessions=sessions,
        client=temporal,
        storage=own_storage,
        storage_settings=bucket,
        graces=NO_GRACE,
    )


@pytest.fixture
def patient(tools: Tools) -> Tools:
    """As they really are: what is young is left alone."""
    return replace(tools, graces=Graces())


@pytest.fixture
async def mara(sessions: Sessions) -> UUID:
    return await a_person(sessions)


@pytest.fixture
def saga(sessions: Sessions, own_storage: S3Storage) -> DatabaseSongActivities:
    return DatabaseSongActivities(sessions, own_storage)
