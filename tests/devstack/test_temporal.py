from collections.abc import Iterator

import pytest

from devstack.temporal import SEARCH_ATTRIBUTES, Temporal
from devstack.testing import running_temporal

START = ("workflow", "start", "--type", "Nothing", "--task-queue", "none")


@pytest.fixture(scope="module")
def restarted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Temporal]:
    """A server that was stopped after it was given a workflow, and started again."""
    folder = tmp_path_factory.mktemp("my temporal")
    with running_temporal(folder) as server:
        server.ask(*START, "--workflow-id", "kept")
    with running_temporal(folder) as server:
        yield server


def test_workflows_are_still_there_after_a_restart(restarted: Temporal) -> None:
    found = restarted.ask("workflow", "describe", "--workflow-id", "kept")

    assert found.returncode == 0
    assert "kept" in found.stdout


def test_our_search_attributes_are_keywords(restarted: Temporal) -> None:
    listed = restarted.ask("operator", "search-attribute", "list").stdout

    types = dict(line.split()[:2] for line in listed.splitlines() if line.strip())
    assert {types.get(name) for name in SEARCH_ATTRIBUTES} == {"Keyword"}


@pytest.mark.parametrize("queue", ["gpu", "workflows"])
def test_a_queue_has_one_partition_so_that_its_order_is_exact(
    restarted: Temporal, queue: str
) -> None:
    partitions = restarted.ask("task-queue", "list-partition", "--task-queue", queue)

    assert partitions.returncode == 0
    assert f"/_sys/{queue}/" not in partitions.stdout
