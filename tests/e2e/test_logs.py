"""Logs are for operators: what people write, and what opens doors, stays out of them."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
import pytest

from tests.e2e.asking import CANARY, LYRICS, PASSWORD, ask_for, ended
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until


async def test_no_log_repeats_words_passwords_tokens_or_signatures(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    [asked] = await ask_for(mara, {**LYRICS, "title": f"The {CANARY} Tune"})
    song = await ended(mara, asked)
    link = (await mara.get(f"/api/songs/{song['id']}/audio?download=true")).json()
    [signature] = parse_qs(urlsplit(link["url"]).query)["X-Amz-Signature"]
    async with httpx.AsyncClient(trust_env=False) as player:
        heard = await player.get(link["url"])
        refused = await player.get(link["url"].replace(signature, signature[::-1]))
    wrong = await mara.post("/api/songs", json={**LYRICS, "lyrics": CANARY * 500})
    await mara.post("/api/auth/sign-in", json={"email": "x", "password": PASSWORD})

    logs = stack.logs()

    assert song["title"] == f"The {CANARY} Tune"
    assert (heard.status_code, refused.status_code) == (200, 403)
    assert wrong.status_code == 422
    assert {"gateway.log", "inference-worker.log", "workflow-worker.log"} <= set(logs)
    assert str(song["id"]) in logs["inference-worker.log"]
    stack.secrets.update({signature, signature[::-1]})
    for name, text in logs.items():
        told = [secret for secret in stack.secrets if secret.lower() in text.lower()]
        assert not told, name


@pytest.mark.xfail(
    strict=True, reason="The engine of shared.db lacks hide_parameters=True."
)
async def test_a_statement_that_fails_keeps_its_values_out_of_the_logs(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    # Not one of the secrets that other tests search the same logs for.
    words = {"mode": "lyrics", "prompt": "psammophilic rock", "lyrics": "Sand"}
    with (
        stack.database() as watcher,
        stack.database() as rival,
        rival.transaction(),
    ):
        rival.execute("LOCK TABLE songs IN EXCLUSIVE MODE")
        async with asyncio.TaskGroup() as group:
            answer = group.create_task(mara.post("/api/songs", json=words))
            await until(
                lambda: _cut_off_who_waits(watcher),
                what="the song waits to be written down",
                within_seconds=8,
            )

    await until(
        lambda: "INSERT INTO songs" in stack.logs()["gateway.log"],
        what="the gateway tells what failed",
        within_seconds=5,
    )
    assert answer.result().status_code >= 500
    assert "psammophilic" not in stack.logs()["gateway.log"]


def _cut_off_who_waits(connection: psycopg.Connection) -> bool:
    """End the statement that waits for the table, as a failing database would."""
    query = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO songs%'"
    )
    return connection.execute(query).fetchone() is not None
