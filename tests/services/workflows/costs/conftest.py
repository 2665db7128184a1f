"""A studio whose songs a test begins and ends when it likes."""

import pytest

from shared.db import Sessions
from tests.services.workflows.costs.making import Studio, studio_of


@pytest.fixture
async def studio(sessions: Sessions) -> Studio:
    return await studio_of(sessions)
