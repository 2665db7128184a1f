"""The command: each violation on a line, how many there are, and a status for scripts."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from devstack.child_environment import inherited
from shared.contracts import object_keys
from shared.settings import TemporalSettings
from tests.services.workflows.audit.world import World

AT_REST = ("--grace", "0", "--settle", "0")


@pytest.fixture
def environment(world: World, temporal_settings: TemporalSettings) -> dict[str, str]:
    """As an operator's shell has it."""
    bucket = world.storage_settings
    return {
        **inherited(),
        "DATABASE_URL": str(world.places.database.url),
        "TEMPORAL_ADDRESS": temporal_settings.address,
        "S3_ENDPOINT_URL": bucket.s3_endpoint_url or "",
        "S3_BUCKET_NAME": bucket.s3_bucket_name,
        "AWS_ACCESS_KEY_ID": bucket.aws_access_key_id,
        "AWS_SECRET_ACCESS_KEY": bucket.aws_secret_access_key.get_secret_value(),
    }


async def run(
    environment: dict[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "services.workflows.audit", *words]
    return await asyncio.to_thread(
        subprocess.run,
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_where_all_is_well_it_says_so_and_ends_with_0(
    environment: dict[str, str],
) -> None:
    done = await run(environment, *AT_REST)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No violation in 2 songs and 3 objects, after ")


async def test_each_violation_is_a_line_and_the_status_is_1(
    environment: dict[str, str], world: World, tmp_path: Path
) -> None:
    key = object_keys.mp3(world.failed_id)
    world.store(key)
    logs = tmp_path / "said"
    logs.mkdir()
    (logs / "gateway.txt").write_text("\nGET /?X-Amz-Signature=quillwortquillwort\n")

    done = await run(environment, *AT_REST, "--deep", "--logs", str(logs))

    assert done.returncode == 1
    *lines, last = done.stdout.splitlines()
    assert lines == [
        f"I7: {key} is left over of song {world.failed_id}, which is failed",
        "I13: line 2 of gateway.txt tells a key in an address,"
        " what is named like a secret",
        "I7 says: A song failed or was cancelled exactly when its credit is released,"
        " and then it has no object.",
        "I13 says: No log tells a secret.",
    ]
    assert last.startswith("2 violations in 2 songs and 4 objects, after ")


async def test_for_machines_it_is_one_json_object(
    environment: dict[str, str], world: World
) -> None:
    world.break_by("UPDATE credit_accounts SET reserved = 1")

    done = await run(environment, *AT_REST, "--json")

    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["by_invariant"]["I2"] == 1
    assert told["by_invariant"]["I1"] == 0
    [violation] = told["violations"]
    assert violation["invariant"] == "I2"
    assert violation["rule"] == "set-aside"
    assert violation["subjects"] == [str(world.owner_id)]
    assert str(world.owner_id) in violation["sentence"]


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"S3_BUCKET_NAME": "no-such-bucket"}, "The bucket"),
        ({"TEMPORAL_ADDRESS": "127.0.0.1:1"}, "Temporal"),
        (
            {"DATABASE_URL": "postgresql+psycopg://app:quillwort@127.0.0.1:1/x"},
            "Postgres",
        ),
    ],
)
async def test_what_cannot_be_asked_is_told_in_a_sentence_with_status_2(
    environment: dict[str, str], changed: dict[str, str], place: str
) -> None:
    done = await run({**environment, **changed}, *AT_REST, "--json")

    assert done.returncode == 2
    assert json.loads(done.stdout)["cannot_ask"] == place
    assert done.stderr.startswith(f"{place} cannot be asked (")
    assert done.stderr.count("\n") == 1
    assert "quillwort" not in done.stderr


async def test_a_quota_is_read_from_the_settings(
    environment: dict[str, str], world: World
) -> None:
    done = await run({**environment, "UNFINISHED_SONGS_LIMIT": "no number"})

    assert done.returncode == 78
    assert done.stderr.startswith("UNFINISHED_SONGS_LIMIT is wrong")
