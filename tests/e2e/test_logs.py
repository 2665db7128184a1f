"""Logs are for operators: what people write, and what opens doors, stays out of them."""

from urllib.parse import parse_qs, urlsplit

import httpx

from tests.e2e.asking import CANARY, LYRICS, PASSWORD, ask_for, ended
from tests.e2e.stack import RunningStack


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
