"""No figure without its origin, and ours are what the code says."""

import json
from pathlib import Path

import pytest

from bench.scaling.inputs import INPUTS, UnusableInputs, read_inputs, values_of
from bench.scaling.origins import Input, Origin
from bench.scaling.recorded import recorded
from services.gpu_inference import engine_choice, serving
from services.gpu_inference.batching import PATIENCE_SECONDS
from shared.settings import DatabaseSettings, EngineSettings

VALUES = values_of(INPUTS)


@pytest.mark.parametrize("each", INPUTS, ids=lambda each: each.name)
def test_each_input_says_where_it_comes_from(each: Input) -> None:
    assert each.source
    assert each.unit
    if each.origin is Origin.MEASURED:
        # A command, or a recording that lies in the repository.
        assert each.source.count("`") == 2
        assert "2026-" in each.source or "tests/histories" in each.source


def test_no_figure_of_a_gpu_is_called_measured() -> None:
    stages = ("write_seconds", "denoise_", "decode_", "paint_", "contention")

    of_gpu = [each for each in INPUTS if each.name.startswith(stages)]

    assert len(of_gpu) == 8
    assert {each.origin for each in of_gpu} == {Origin.ASSUMED}


def test_names_are_unique() -> None:
    assert len(VALUES) == len(INPUTS)


def test_what_is_ours_is_what_the_worker_has() -> None:
    batch = EngineSettings.model_fields["inference_batch"].default
    pool = DatabaseSettings.model_fields["pool_size"].default

    assert (VALUES["batch"], VALUES["writer_batch"]) == (batch, batch)
    assert VALUES["batches_at_once"] == engine_choice._BATCHES_AT_ONCE
    assert VALUES["spare_activities"] == serving._SPARE_ACTIVITIES
    assert VALUES["encoders"] == serving._ENCODERS
    assert VALUES["heartbeat_seconds"] == serving._HEARTBEAT.total_seconds()
    assert VALUES["patience_seconds"] == PATIENCE_SECONDS
    assert VALUES["pool_size"] == pool


def test_own_figures_take_the_place_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"write_seconds": 6.5}))

    inputs = {each.name: each for each in read_inputs(path)}

    mine = inputs["write_seconds"]
    assert (mine.value, mine.origin, mine.source) == (6.5, Origin.GIVEN, "mine.json")
    assert inputs["paint_seconds"].origin is Origin.ASSUMED


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1]", "one object"),
        ('{"writing": 1}', "writing is no input"),
        ('{"write_seconds": "fast"}', "a number"),
        ('{"write_seconds": true}', "a number"),
        ('{"write_seconds": -1}', "a number"),
    ],
    ids=["list", "unknown", "text", "yes", "negative"],
)
def test_a_figure_that_cannot_be_used_is_refused(
    text: str, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text)

    with pytest.raises(UnusableInputs, match=says):
        read_inputs(path)


def test_a_song_is_counted_in_its_recording(tmp_path: Path) -> None:
    path = tmp_path / "small.json"
    kinds = ("WORKFLOW_TASK_COMPLETED", "ACTIVITY_TASK_COMPLETED")
    events: list[dict[str, object]] = [{"eventType": f"EVENT_TYPE_{k}"} for k in kinds]
    for queue in ("gpu", "workflows", "gpu"):
        scheduled = {"taskQueue": {"name": queue}}
        events.append(
            {
                "eventType": "EVENT_TYPE_ACTIVITY_TASK_SCHEDULED",
                "activityTaskScheduledEventAttributes": scheduled,
            }
        )
    path.write_text(json.dumps({"events": events}))

    found = recorded(path)

    assert (found.events, found.workflow_tasks, found.activities) == (5, 1, 1)
    assert (found.gpu_activities, found.visibility_writes, found.updates) == (2, 2, 5)


def test_a_song_that_became_ready_has_four_pieces_of_work_for_machines() -> None:
    assert recorded().gpu_activities == 4
