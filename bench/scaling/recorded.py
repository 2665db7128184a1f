"""What a song is to Temporal, counted in the recording of one that became ready."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from shared.contracts import task_queues

READY: Final = Path(__file__).parents[2] / "tests/histories/ready.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    events: int
    workflow_tasks: int
    activities: int
    gpu_activities: int
    visibility_writes: int
    """Its start, each change of its search attributes, its end."""
    size_bytes: int
    """As JSON without blanks; the server keeps protobuf, which is smaller."""

    @property
    def updates(self) -> int:
        """Of its state: its start, and begin and end of each task; schedules go along."""
        return 1 + 2 * (self.workflow_tasks + self.activities)


def recorded(path: Path = READY) -> Recorded:
    events: list[dict[str, Any]] = json.loads(path.read_text())["events"]
    kinds = Counter(each["eventType"].removeprefix("EVENT_TYPE_") for each in events)
    queues = Counter(
        each["activityTaskScheduledEventAttributes"]["taskQueue"]["name"]
        for each in events
        if "activityTaskScheduledEventAttributes" in each
    )
    return Recorded(
        events=len(events),
        workflow_tasks=kinds["WORKFLOW_TASK_COMPLETED"],
        activities=kinds["ACTIVITY_TASK_COMPLETED"],
        gpu_activities=queues[task_queues.GPU],
        visibility_writes=2 + kinds["UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"],
        size_bytes=len(json.dumps(events, separators=(",", ":"))),
    )
