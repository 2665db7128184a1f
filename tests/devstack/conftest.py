"""The real servers, once for all tests of the stack."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devstack.seaweedfs import SeaweedFS
from devstack.testing import running_seaweedfs


@pytest.fixture(scope="module")
def object_storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedFS]:
    with running_seaweedfs(tmp_path_factory.mktemp("object storage")) as server:
        yield server


@pytest.fixture
def spaced_path(tmp_path: Path) -> Path:
    """A folder as people have them: with a space in its name."""
    folder = tmp_path / "my music"
    folder.mkdir()
    return folder
