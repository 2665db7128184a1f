"""Logs are for operators: what people write, and what opens doors, stays out of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import httpx

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


async def test_a_statement_that_fails_keeps_its_values_out_of_the_logs(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    # Not the secrets that other tests search the same logs for.
    words = {"mode": "lyrics", "prompt": "psammophilic rock", "lyrics": "Sand"}
    with _refusing_songs(stack):
        answer = await mara.post("/api/songs", json=words)

    def is_told() -> bool:
        return "no songs today" in stack.logs()["gateway.log"]

    await until(is_told, what="the gateway tells what failed", within_seconds=5)
    logs = stack.logs()
    assert answer.status_code == 500
    assert [name for name, text in logs.items() if "psammophilic" in text] == []


@contextmanager
def _refusing_songs(stack: RunningStack) -> Iterator[None]:
    """The database fails in a way that nobody has foreseen."""
    with stack.database() as connection:
        connection.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql"
            " AS $$BEGIN RAISE 'no songs today'; END$$"
        )
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON songs EXECUTE FUNCTION refuse()"
        )
        try:
            yield
        finally:
            connection.execute("DROP FUNCTION refuse CASCADE")
