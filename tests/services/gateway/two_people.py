"""Every operation of the gateway, as Noor asks it for what is Mara's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

from services.gateway.feed.paging import OtherList, cursor_after
from shared.models.single_use_token import TokenPurpose
from tests.canaries import PASSWORD
from tests.services.gateway.belongings import (
    EMAIL,
    IDEMPOTENCY_KEY,
    SONG,
    WORDS,
    Belongings,
)

Make: TypeAlias = Callable[[Belongings], dict[str, Any]]

NEW_PASSWORD = f"{PASSWORD} again"
HEADERS = {"Idempotency-Key": IDEMPOTENCY_KEY}


def _nothing(_: Belongings) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is sent beside the ids in the path, and which status is right for whom."""

    cookie: int
    key: int
    nobody: int
    body: Make = _nothing
    query: Make = _nothing
    headers: dict[str, str] = field(default_factory=dict)
    adds: str = ""
    """The table to which it rightly adds something of Mara's."""


def _cursor_of(path: str) -> Make:
    return lambda mara: {"cursor": mara.cursors[path]}


def _after_a_song(mara: Belongings) -> dict[str, Any]:
    """What follows it in Mara's list, and was made from it."""
    return {**_cursor_of("/api/songs")(mara), "parent": mara.ids["song_id"]}


def _dumped(purpose: TokenPurpose, where: str = "token", /, **more: Any) -> Make:
    return lambda mara: {where: mara.dumped_tokens[purpose], **more}


def _sent(**body: Any) -> Make:
    return lambda _: body


def _before_all_of(listed_in: OtherList) -> Make:
    place = datetime(9999, 1, 1, tzinfo=UTC), UUID(int=0)
    return _sent(cursor=cursor_after(place, listed_in))


_LIKES = _before_all_of(OtherList.LIKES)

# 403 is an answer to what Noor may do at all, never to whose a thing is.
ROWS: dict[str, Row] = {
    "POST /api/auth/sign-up": Row(
        body=_sent(email=EMAIL, password=PASSWORD, name="Noor"),
        cookie=409,
        key=409,
        nobody=409,
    ),
    "POST /api/auth/sign-in": Row(
        body=_sent(email=EMAIL, password=PASSWORD), cookie=401, key=401, nobody=401
    ),
    "POST /api/auth/sign-out": Row(cookie=204, key=204, nobody=204),
    "GET /api/auth/session": Row(cookie=200, key=200, nobody=200),
    "GET /api/auth/me": Row(cookie=200, key=200, nobody=401),
    "PATCH /api/auth/me": Row(body=_sent(name="N"), cookie=200, key=403, nobody=401),
    "DELETE /api/auth/me": Row(cookie=204, key=403, nobody=401),
    "GET /api/auth/me/export": Row(cookie=200, key=403, nobody=401),
    "POST /api/auth/password": Row(
        body=_sent(current=PASSWORD, new=NEW_PASSWORD), cookie=204, key=403, nobody=401
    ),
    "POST /api/auth/reauthenticate": Row(
        body=_sent(password=f"{PASSWORD} {WORDS}"), cookie=401, key=403, nobody=401
    ),
    "GET /api/auth/sessions": Row(
        query=_cursor_of("/api/auth/sessions"), cookie=200, key=403, nobody=401
    ),
    "DELETE /api/auth/sessions/{session_id}": Row(cookie=404, key=403, nobody=401),
    "POST /api/auth/verify-email/request": Row(cookie=202, key=403, nobody=401),
    "POST /api/auth/verify-email": Row(
        body=_dumped(TokenPurpose.VERIFY_EMAIL), cookie=400, key=400, nobody=400
    ),
    "POST /api/auth/password-reset/request": Row(
        # Whoever forgot a password is not signed in: a link to Mara's own mailbox.
        body=_sent(email=EMAIL),
        adds="mails",
        cookie=202,
        key=202,
        nobody=202,
    ),
    "POST /api/auth/password-reset": Row(
        body=_dumped(TokenPurpose.RESET_PASSWORD, password=NEW_PASSWORD),
        cookie=400,
        key=400,
        nobody=400,
    ),
    "POST /api/auth/email-change/request": Row(
        body=_sent(email=EMAIL), cookie=202, key=403, nobody=401
    ),
    "POST /api/auth/email-change": Row(
        body=_dumped(TokenPurpose.CHANGE_EMAIL), cookie=400, key=400, nobody=400
    ),
    "GET /api/auth/providers": Row(cookie=200, key=200, nobody=200),
    "GET /api/auth/oauth/accounts": Row(cookie=200, key=403, nobody=401),
    "DELETE /api/auth/oauth/accounts/{provider}": Row(cookie=404, key=403, nobody=401),
    "GET /api/auth/oauth/{provider}/start": Row(cookie=303, key=303, nobody=303),
    "GET /api/auth/oauth/{provider}/callback": Row(
        query=_dumped(TokenPurpose.OAUTH, "state", code="x"),
        cookie=400,
        key=400,
        nobody=400,
    ),
    "GET /api/auth/second-factor": Row(cookie=200, key=403, nobody=401),
    "POST /api/auth/second-factor/totp": Row(cookie=200, key=403, nobody=401),
    "POST /api/auth/second-factor/totp/confirm": Row(
        body=_dumped(TokenPurpose.TOTP_SETUP, "ticket", code="000000"),
        cookie=400,
        key=403,
        nobody=401,
    ),
    # 409: Noor has none; whether Mara has one plays no part.
    "DELETE /api/auth/second-factor/totp": Row(cookie=409, key=403, nobody=401),
    "POST /api/auth/second-factor/recovery-codes": Row(cookie=409, key=403, nobody=401),
    "POST /api/auth/sign-in/second-factor": Row(
        body=_dumped(TokenPurpose.SECOND_FACTOR, "ticket", code="000000"),
        cookie=400,
        key=400,
        nobody=400,
    ),
    "GET /api/auth/passkeys": Row(cookie=200, key=403, nobody=401),
    "POST /api/auth/passkeys": Row(
        body=_dumped(
            TokenPurpose.PASSKEY_CREATION, "ticket", name="N", credential={"id": WORDS}
        ),
        cookie=400,
        key=403,
        nobody=401,
    ),
    "POST /api/auth/passkeys/options": Row(cookie=200, key=403, nobody=401),
    "PATCH /api/auth/passkeys/{passkey_id}": Row(
        body=_sent(name="N"), cookie=404, key=403, nobody=401
    ),
    "DELETE /api/auth/passkeys/{passkey_id}": Row(cookie=404, key=403, nobody=401),
    "POST /api/auth/passkeys/sign-in/options": Row(cookie=200, key=200, nobody=200),
    "POST /api/auth/passkeys/sign-in": Row(
        body=_dumped(TokenPurpose.PASSKEY_SIGN_IN, "ticket", credential={"id": WORDS}),
        cookie=400,
        key=400,
        nobody=400,
    ),
    "GET /api/api-keys": Row(
        query=_cursor_of("/api/api-keys"), cookie=200, key=403, nobody=401
    ),
    "POST /api/api-keys": Row(body=_sent(name="N"), cookie=201, key=403, nobody=401),
    "DELETE /api/api-keys/{key_id}": Row(cookie=404, key=403, nobody=401),
    "POST /api/songs": Row(
        # The same key and nearly the same words as Mara's request.
        body=_sent(**{**SONG, "title": "N", "prompt": "n", "lyrics": "n"}),
        headers=HEADERS,
        cookie=202,
        key=202,
        nobody=401,
    ),
    "GET /api/songs": Row(query=_after_a_song, cookie=200, key=200, nobody=401),
    "GET /api/songs/counts": Row(cookie=200, key=200, nobody=401),
    "GET /api/songs/events": Row(cookie=200, key=200, nobody=401),
    "PATCH /api/songs/{song_id}": Row(
        body=_sent(title="N", published=True), cookie=404, key=404, nobody=401
    ),
    "DELETE /api/songs/{song_id}": Row(cookie=404, key=404, nobody=401),
    "POST /api/songs/{song_id}/regenerate": Row(
        body=_sent(seed=7), cookie=404, key=404, nobody=401
    ),
    "GET /api/songs/{song_id}": Row(cookie=404, key=404, nobody=404),
    "POST /api/songs/{song_id}/cancel": Row(cookie=404, key=404, nobody=401),
    "GET /api/songs/{song_id}/audio": Row(cookie=404, key=404, nobody=404),
    "GET /api/songs/{song_id}/waveform": Row(cookie=404, key=404, nobody=404),
    "GET /api/songs/{song_id}/cover": Row(cookie=404, key=404, nobody=404),
    "GET /api/songs/{song_id}/audio.mp3": Row(cookie=404, key=404, nobody=404),
    "GET /api/songs/{song_id}/events": Row(cookie=404, key=404, nobody=404),
    "PUT /api/songs/{song_id}/like": Row(cookie=404, key=404, nobody=401),
    "DELETE /api/songs/{song_id}/like": Row(cookie=404, key=404, nobody=401),
    "POST /api/songs/{song_id}/listens": Row(cookie=404, key=404, nobody=404),
    "GET /api/likes": Row(query=_LIKES, cookie=200, key=200, nobody=401),
    "GET /api/feed": Row(query=_sent(q=WORDS), cookie=200, key=200, nobody=200),
    "GET /api/categories": Row(cookie=200, key=200, nobody=200),
    "GET /api/users/{user_id}": Row(cookie=404, key=404, nobody=404),
    "GET /api/users/{user_id}/songs": Row(cookie=404, key=404, nobody=404),
    "GET /api/credits": Row(cookie=200, key=200, nobody=401),
    "GET /api/credits/entries": Row(
        query=_cursor_of("/api/credits/entries"), cookie=200, key=200, nobody=401
    ),
    "GET /api/billing/products": Row(cookie=200, key=200, nobody=401),
    "POST /api/billing/checkout": Row(
        body=_sent(product_id="pack"), cookie=503, key=403, nobody=401
    ),
    "POST /api/billing/portal": Row(cookie=503, key=403, nobody=401),
    "POST /webhooks/polar": Row(cookie=503, key=503, nobody=503),
    "POST /generate_from_description": Row(
        body=_sent(full_described_song="n"),
        cookie=401,
        key=303,
        nobody=401,
    ),
    "POST /generate_with_lyrics": Row(
        body=_sent(prompt="n", lyrics="n"),
        cookie=401,
        key=303,
        nobody=401,
    ),
    "POST /generate_with_described_lyrics": Row(
        body=_sent(prompt="n", described_lyrics="n"), cookie=401, key=303, nobody=401
    ),
    "POST /generate": Row(cookie=401, key=303, nobody=401),
    "GET /generate/results/{song_id}": Row(cookie=401, key=404, nobody=401),
    "GET /generate/results/{song_id}/sound": Row(cookie=401, key=404, nobody=401),
    "GET /livez": Row(cookie=200, key=200, nobody=200),
    "GET /readyz": Row(cookie=200, key=200, nobody=200),
    "GET /api/engine": Row(cookie=503, key=503, nobody=503),
}
