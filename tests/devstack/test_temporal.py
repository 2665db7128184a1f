from pathlib import Path

from devstack.temporal import SEARCH_ATTRIBUTES
from devstack.testing import running_temporal


def test_workflows_are_still_there_after_a_restart(spaced_path: Path) -> None:
    start = ("workflow", "start", "--type", "Nothing", "--task-queue", "none")
    with running_temporal(spaced_path) as server:
        server.ask(*start, "--workflow-id", "kept")

    with running_temporal(spaced_path) as server:
        found = server.ask("workflow", "describe", "--workflow-id", "kept")

    assert found.returncode == 0
    assert "kept" in found.stdout


def test_our_search_attributes_are_keywords(tmp_path: Path) -> None:
    with running_temporal(tmp_path) as server:
        listed = server.ask("operator", "search-attribute", "list").stdout

    types = dict(line.split()[:2] for line in listed.splitlines() if line.strip())
    assert {types.get(name) for name in SEARCH_ATTRIBUTES} == {"Keyword"}
