"""A log that tells a secret is found: which line, which kind, and never the secret."""

import gzip
from pathlib import Path

import pytest

from services.gateway.auth.tokens import new_api_key, new_token
from services.workflows.audit.logs import leaks
from services.workflows.audit.outages import CannotAsk
from services.workflows.audit.violations import Violation

SECRET = "Xq7fJ2mVtR9sLkPzWb4N"
LEAKS = {
    "an API key": f"asked with {new_api_key().whole}",
    "a key of Polar's": f"polar_oat_{SECRET}",
    "a JSON web token": f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{SECRET}",
    "what authorizes a request": f"Bearer {SECRET}",
    "the user of an address": f"postgresql://app:{SECRET}@127.0.0.1:5432/x is away",
    "a key in an address": f"GET /audio.mp3?X-Amz-Signature={SECRET} 200",
    "a session's cookie": f"__Host-session={SECRET}; Path=/",
    "a refused row": f"Failing row contains (1, {SECRET}, null).",
    "a refused key": f"Key (email)=({SECRET}) already exists.",
    "what people write, or a header": f'{{"event": "x", "lyrics": "la {SECRET}"}}',
    "what is named like a secret": f'{{"event": "x", "password": "{SECRET}"}}',
    "an e-mail address": "mail to somebody@mail.example",
    "a random token": f"found {new_token()}",
}
HARMLESS = """
{"event": "song_queued", "song_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "seconds": 3}
{"event": "x", "password": "***", "token": null, "tokens": 12, "email_verified": true}
{"event": "x", "lyrics": "***", "prompt": "***"}
GET /audio.mp3?X-Amz-Signature=***&X-Amz-Date=20261126T120000Z
Authorization: Bearer ***
postgresql://***@127.0.0.1:5432/x is away; Key (email)=*** already exists.
WorkerID=temporal-system@127.0.0.1:40845 4711@worker-7.internal
details: b"\\x1aB\\n@type.googleapis.com/temporal.api.errordetails.v1.NotFoundFailure"
"""


def told(folder: Path) -> list[Violation]:
    return list(leaks(folder, tell=lambda _: None))


@pytest.mark.parametrize("kind", LEAKS)
def test_a_leak_is_found_with_its_place_and_without_the_secret(
    tmp_path: Path, kind: str
) -> None:
    log = tmp_path / "gateway" / "out.txt"
    log.parent.mkdir()
    log.write_text(f"all is well\n{LEAKS[kind]}\n")

    [violation] = told(tmp_path)

    assert violation.subjects == ("gateway/out.txt", "2")
    assert kind in str(violation)
    assert SECRET not in repr(violation)


def test_what_is_hidden_already_and_figures_are_no_leaks(tmp_path: Path) -> None:
    (tmp_path / "worker.txt").write_text(HARMLESS)

    assert told(tmp_path) == []


def test_packed_logs_are_read_as_well(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "old.txt.gz", "wt") as log:
        log.write(f"\nBearer {SECRET}\n")

    [violation] = told(tmp_path)

    assert str(violation) == (
        "I13: line 2 of old.txt.gz tells what authorizes a request"
    )


def test_a_line_without_an_end_and_bytes_that_are_no_text_are_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "raw.txt").write_bytes(b"\xff\xfe" + b"x" * 2_000_000 + b" eyJ\xff")

    assert told(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotAsk, match="nowhere is none"):
        told(tmp_path / "nowhere")
