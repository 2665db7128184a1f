"""Which tests stay together when a run is shared out over processes (pytest-xdist)."""

from pathlib import PurePosixPath
from typing import Any, Final

import pytest
from typing_extensions import override
from xdist.scheduler import LoadScopeScheduling

_WITH_A_STACK: Final = frozenset({"browser", "e2e", "faults"})
"""Their tests share one stack of all servers; the others start those that they use."""


class ByServers(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Tests that share servers run in one process; else each would start its own.

    Of our own, because the groups of pytest-xdist 3.8 are names added to a test's id, and
    with pytest 9.2 that id no longer takes them.
    """

    @override
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder = PurePosixPath(file).parts[1]
        return folder if folder in _WITH_A_STACK else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByServers:
    return ByServers(config, log)
