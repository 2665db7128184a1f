"""The command: a table for people, JSON for machines, one sentence for a wrong option."""

import asyncio
import json
import subprocess
import sys

import pytest

from devstack.child_environment import inherited
from shared.domain.songs import SongStatus
from tests.services.workflows.costs.making import Made, Studio

THE_DAY = ("--since", "2026-11-10", "--until", "2026-11-10")
PRICED = (*THE_DAY, "--gpu-hour", "3.60", "--credit-price", "0.5", "--currency", "EUR")


async def run(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "services.workflows.costs", *words],
        env={**inherited(), "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
async def made(studio: Studio) -> None:
    revision = "0123456789abcdef+fedcba9876543210"
    await studio.make(
        Made(began=0, ended=60, revision=revision),
        Made(began=30, ended=90, revision=revision),
        Made(began=100, ended=130, status=SongStatus.FAILED),
        Made(began=None, ended=None, status=SongStatus.QUEUED),
    )


async def test_people_get_a_table_the_sums_and_what_is_assumed(
    database_url: str, made: None
) -> None:
    done = await run(database_url, *PRICED)

    assert (done.returncode, done.stderr) == (0, "")
    title, _, head, ready, failed, _, *rest = done.stdout.splitlines()
    assert title == ("Songs that ended from 2026-11-10 00:00 to 2026-11-11 00:00 UTC:")
    assert [" ".join(line.split()) for line in (head, ready, failed)] == [
        "engine revision became songs audio min GPU s mean p50 p95 wall s mean"
        " cost mean p50 p95 total credits",
        "studio 0123456789ab+fedcba987654 ready 2 1.0 45.0 45.0 45.0 60.0"
        " 0.0450 0.0450 0.0450 0.0900 2",
        "not recorded not recorded failed 1 0.0 30.0 30.0 30.0 30.0"
        " 0.0300 0.0300 0.0300 0.0300 0",
    ]
    assert rest[:4] == [
        "3 songs took 0.033 GPU hours, EUR 0.12: EUR 0.0600 for each ready one."
        " EUR 0.03 of it went into songs that failed or were cancelled.",
        "Credits captured: 2, EUR 1.00; less the cost, EUR 0.88.",
        "Songs deleted since: 0 that were ready, with 0 of these credits, and 0 others;"
        " what they took is not known.",
        "Not ended yet: 1.",
    ]
    assert any("1 GPU (--gpus) is shared evenly" in line for line in rest[4:])


async def test_machines_get_one_object_with_whole_revisions(
    database_url: str, made: None
) -> None:
    done = await run(database_url, *PRICED, "--gpus", "2", "--json")

    told = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert (told["since"], told["until"]) == (
        "2026-11-10T00:00:00+00:00",
        "2026-11-11T00:00:00+00:00",
    )
    assert told["prices"] == {"gpu_hour": 3.6, "credit": 0.5, "currency": "EUR"}
    ready, failed = told["groups"]
    assert ready["model_revision"] == "0123456789abcdef+fedcba9876543210"
    assert ready["gpu_seconds"] == {"total": 120, "mean": 60, "p50": 60, "p95": 60}
    assert (ready["revenue"], failed["revenue"]) == (1.0, 0.0)
    assert (told["cost"], told["cost_of_failed"]) == pytest.approx((0.15, 0.03))
    assert (told["revenue"], told["unfinished"]) == (1.0, 1)
    assert "2 GPUs (--gpus)" in told["assumptions"][0]


async def test_without_a_price_it_says_how_to_give_one(
    database_url: str, made: None
) -> None:
    done = await run(database_url, *THE_DAY)

    assert "cost mean" not in done.stdout
    assert "3 songs took 0.033 GPU hours; for costs, give a price with --gpu-hour." in (
        done.stdout
    )
    assert "Credits captured: 2.\n" in done.stdout


async def test_of_an_empty_span_it_says_so(database_url: str, made: None) -> None:
    words = ("--since", "2026-01-01", "--until", "2026-01-31", *PRICED[4:])

    done = await run(database_url, *words)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == [
        "No song ended from 2026-01-01 00:00 to 2026-02-01 00:00 UTC.",
        "Credits captured: 0, EUR 0.00; less the cost, EUR 0.00.",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--since", "yesterday"),
            "--since yesterday is wrong: it should be a day of this century, such as"
            " 2026-11-01.",
        ),
        (
            ("--until", "2026-02-30"),
            "--until 2026-02-30 is wrong: it should be a day of this century, such as"
            " 2026-11-01.",
        ),
        (
            ("--since", "2026-11-02", "--until", "2026-11-01"),
            "--since 2026-11-02 is wrong: it lies after --until 2026-11-01.",
        ),
        (
            ("--since", "2099-01-01"),
            "--since 2099-01-01 is wrong: it lies after now.",
        ),
        (
            ("--until", "9999-12-31"),
            "--until 9999-12-31 is wrong: it should be a day of this century, such as"
            " 2026-11-01.",
        ),
        (
            ("--gpu-hour", "cheap"),
            "--gpu-hour cheap is wrong: it should be a number from 0 to 1,000,000, such"
            " as 1.20.",
        ),
        (
            ("--credit-price=-1",),
            "--credit-price -1 is wrong: it should be a number from 0 to 1,000,000, such"
            " as 1.20.",
        ),
        (
            ("--gpu-hour", "nan"),
            "--gpu-hour nan is wrong: it should be a number from 0 to 1,000,000, such"
            " as 1.20.",
        ),
        (
            ("--gpus", "0"),
            "--gpus 0 is wrong: no song was made without one.",
        ),
        (
            ("--currency", "euros"),
            "--currency euros is wrong: it should be three capital letters, such as"
            " EUR.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
async def test_a_wrong_option_is_told_in_one_sentence(
    database_url: str, words: tuple[str, ...], sentence: str
) -> None:
    done = await run(database_url, *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{sentence}\n"


async def test_postgres_that_is_away_is_told_in_one_line_without_its_password() -> None:
    done = await run("postgresql+psycopg://app:quillwort@127.0.0.1:1/x")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Postgres cannot be asked (")
    assert done.stderr.count("\n") == 1
    assert "quillwort" not in done.stderr
