"""Places for the stack's tests to work in."""

from pathlib import Path

import pytest


@pytest.fixture
def spaced_path(tmp_path: Path) -> Path:
    """A folder as people have them: with a space in its name."""
    folder = tmp_path / "my music"
    folder.mkdir()
    return folder
