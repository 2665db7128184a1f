"""No log repeats what opens doors or what people write, and no value forges a line."""

import json
import subprocess
import sys
import time
from typing import Any

import pytest
from typing_extensions import override

from services.gateway.auth.tokens import new_api_key, new_token
from shared.redaction import MASK, masked, redact

WORDS = "quillwortish words of a song"


def redacted(**event: Any) -> dict[str, Any]:
    return dict(redact(None, "info", event))


@pytest.mark.parametrize(
    "name",
    [
        *("password", "new_password", "token", "ticket", "client_secret"),
        *("Authorization", "Cookie", "Set-Cookie", "api_key", "Modal-Secret", "email"),
        *("lyrics", "described_lyrics", "full_described_song", "prompt"),
    ],
)
def test_what_is_named_like_a_secret_is_hidden_wherever_it_stands(name: str) -> None:
    event = redacted(
        **{name: WORDS, "body": {name: [WORDS]}, "rows": [{name: {"x": WORDS}}]}
    )

    assert WORDS not in json.dumps(event)
    assert event[name] == MASK


def test_figures_and_ids_stay_readable() -> None:
    event = {
        "event": "song_queued",
        "song_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "request_id": "mine-1",
        "tokens": 12,
        "email_verified": True,
        "password": None,
        "seconds": 1.5,
        "timestamp": "2026-11-26T12:00:00.123456Z",
        "address": "127.0.0.1:7233",
        "scopes": ["songs:read", "songs:write"],
    }

    assert redacted(**event) == event


SECRET = "Xq7fJ2mVtR9sLkPzWb4N"


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://s3.example/a.mp3?X-Amz-Credential=AK%2F1&X-Amz-Signature={SECRET}",
        f"GET https://x.example/callback?state=1&code={SECRET} HTTP/1.1",
        f"https://x.example/?access_token={SECRET}#a",
        f"postgresql+psycopg://app:{SECRET}@127.0.0.1:5432/app is away",
        f"https://{SECRET}@host.example/",
        f"Authorization: Bearer {SECRET}",
        f"authorization: basic {SECRET}==",
        f"b'Modal-Secret: {SECRET}'",
        f"session={SECRET}; Path=/",
        f"Cookie: theme=dark; __Host-session={SECRET}",
        f"polar_oat_{SECRET}",
        f"whsec_{SECRET}",
        f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{SECRET}",
        f"SignIn(email='a', password='{SECRET} and more', name='b')",
        f'{{"token": "a \\" {SECRET}", "n": 1}}',
        f"lyrics={SECRET} la la",
        f"the lyrics: la la {SECRET}",
        f"{SECRET}@example.org is taken",
        f"Failing row contains (1, {SECRET}, null).",
        f"Key (email)=({SECRET}) already exists.",
        f"[type=x, input_value='{SECRET}', input_type=str]",
    ],
)
def test_a_secret_is_known_by_its_shape(text: str) -> None:
    assert SECRET not in masked(text)
    assert masked(masked(text)) == masked(text)


def test_our_own_tokens_are_known_wherever_they_are_told() -> None:
    token, key = new_token(), new_api_key()

    told = masked(f"opened with {token} and {key.whole}.")

    assert token not in told
    assert key.secret not in told
    # Its public part tells an operator which key it was.
    assert key.public_id in told


def test_what_is_no_text_is_hidden_in_its_own_words() -> None:
    class Key:
        @override
        def __repr__(self) -> str:
            return f"Key(secret='{WORDS}')"

    event = redacted(key=Key(), raw=b"Bearer abcdefgh", error=ValueError("a@b.org"))

    assert event == {
        "key": f"Key(secret={MASK})",
        "raw": f"b'Bearer {MASK}'",
        "error": f"ValueError('{MASK}')",
    }


def test_a_value_cannot_forge_a_line_or_paint_a_terminal() -> None:
    event = redacted(
        title="a\n2026-11-26 [error] forged", name="\x1b[2J", **{"k\r": "\u2028\u202e"}
    )

    assert event == {
        "title": "a\\n2026-11-26 [error] forged",
        "name": "\\x1b[2J",
        "k\\r": "\\u2028\\u202e",
    }


def test_a_traceback_for_a_terminal_keeps_its_lines_set_in() -> None:
    event = redacted(exception="Traceback\nValueError: password='x'\n[error] forged")

    assert event["exception"] == (
        f"  Traceback\n  ValueError: password={MASK}\n  [error] forged"
    )


def test_a_thing_that_holds_itself_ends() -> None:
    endless: dict[str, Any] = {}
    endless["again"] = endless

    assert MASK in str(redacted(it=endless))


@pytest.mark.parametrize(
    "text",
    ["x" * 200_000, "a." * 100_000, 'token="' + "\\" * 200_000, "token" * 40_000],
)
def test_hiding_takes_no_longer_because_somebody_wants_it_to(text: str) -> None:
    began_at = time.process_time()

    masked(text)

    assert time.process_time() - began_at < 1


PROGRAM = """
import asyncio, logging, warnings
import httpx, structlog
from shared.logging import configure_logging

configure_logging(service="trial")
log = structlog.get_logger()
# Not in the source below: a traceback may show that.
secret = "-".join(["Xq7fJ2", "mVtR9s", "LkPzWb"])

log.info("signed_in", password=secret, request={"token": secret})
logging.getLogger("uvicorn.error").warning("refused: Authorization: Bearer %s", secret)
logging.getLogger("sqlalchemy").error("no %s", {"password": secret})

def fail(password):
    raise ValueError(f"wrong\\npassword='{password}'")

for logger in (log, logging.getLogger("temporalio.worker")):
    try:
        fail(secret)
    except ValueError:
        logger.exception("it_failed")

def answer(request):
    return httpx.Response(200)

client = httpx.Client(transport=httpx.MockTransport(answer))
client.get(f"https://api.example/?token={secret}")
logging.getLogger("x").error("%d", secret)
print("end")
"""


def test_a_process_tells_nothing_secret_whoever_logs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    *lines, end = done.stdout.splitlines()
    events = [json.loads(line) for line in lines]
    assert "Xq7fJ2-mVtR9s-LkPzWb" not in done.stdout + done.stderr
    assert end == "end"
    assert [event["event"] for event in events] == [
        "signed_in",
        f"refused: Authorization: {MASK}",
        f"no {{'password': {MASK}}}",
        "it_failed",
        "it_failed",
    ]
    assert {event["service"] for event in events} == {"trial"}
    assert {event["level"] for event in events} == {"info", "warning", "error"}
    [failure] = events[3]["exception"]
    assert failure["exc_type"] == "ValueError"
    assert [frame["name"] for frame in failure["frames"]] == ["<module>", "fail"]
    assert "locals" not in failure["frames"][0]
