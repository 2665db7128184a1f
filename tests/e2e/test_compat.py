"""A front end of the original, whose only change is the address that it asks."""

import base64
import io
from http import HTTPStatus

import httpx
import pytest
import soundfile

from tests.e2e.asking import CANARY, available
from tests.e2e.audit import broken_rules
from tests.e2e.stack import RunningStack

_PATIENCE_SECONDS = 100.0


@pytest.fixture
async def headers(stack: RunningStack, mara: httpx.AsyncClient) -> dict[str, str]:
    answer = await mara.post("/api/api-keys", json={"name": "Front end"})
    assert answer.status_code == HTTPStatus.CREATED, answer.text
    key = answer.json()
    secret = key["secret"].removeprefix(f"mk_live_{key['public_id']}_")
    stack.secrets.add(secret)
    return {"Modal-Key": key["public_id"], "Modal-Secret": secret}


async def test_a_front_end_of_the_original_gets_its_song_and_its_demo(
    stack: RunningStack, mara: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    # What the original's web app sends: all it has, and all as floats.
    request = {
        "prompt": f"folk, warm, {CANARY}",
        "lyrics": "",
        "full_described_song": None,
        "described_lyrics": None,
        "instrumental": True,
        "audio_duration": 6.0,
        "seed": 42.0,
        "guidance_scale": 7.5,
        "infer_step": 60.0,
    }
    async with httpx.AsyncClient(
        base_url=stack.url,
        headers=headers,
        timeout=_PATIENCE_SECONDS,
        trust_env=False,
        follow_redirects=True,
    ) as front_end:
        song = await front_end.post("/generate_with_lyrics", json=request)
        demo = await front_end.post("/generate")

    assert song.status_code == HTTPStatus.OK, song.text
    assert song.json()["categories"]
    wav = stack.objects(song.json()["s3_key"]).popitem()[1]
    cover = stack.objects(song.json()["cover_image_s3_key"]).popitem()[1]
    assert abs(soundfile.info(io.BytesIO(wav)).duration - 6) < 0.5
    assert cover.startswith(b"\x89PNG")
    sound = base64.b64decode(demo.raise_for_status().json()["audio_data"])
    facts = soundfile.info(io.BytesIO(sound))
    assert facts.format == "WAV"
    assert abs(facts.duration - 30) < 0.5
    assert await available(mara) == 8
    assert await broken_rules(stack) == []
