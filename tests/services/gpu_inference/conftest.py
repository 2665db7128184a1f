from collections.abc import Iterator
from pathlib import Path

import pytest

from services.gpu_inference.activities import EngineActivities
from services.gpu_inference.isolation import EnginePool
from shared.s3 import S3Storage
from tests.fakes.engine import ignore, tiny_engine
from tests.services.gpu_inference.acting import acting


# Shared, since a pool must heal from whatever a test does to it.
@pytest.fixture(scope="module")
def pool() -> Iterator[EnginePool]:
    with EnginePool(1, tiny_engine) as pool:
        pool.warm_up(on_step=ignore)
        yield pool


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Whatever happens to a song, nothing of it may be left here."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def activities(pool: EnginePool, storage: S3Storage, scratch: Path) -> EngineActivities:
    return acting(pool, storage, scratch)
