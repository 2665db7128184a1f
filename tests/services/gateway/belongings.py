"""Everything that one person can own, and all that would give it away."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import text
from sqlmodel import SQLModel

from services.gateway.auth.tokens import digest, new_token
from shared.db import Sessions
from shared.domain.songs import SongStatus
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.checkout import Checkout
from shared.models.like import Like
from shared.models.oauth_account import OauthAccount
from shared.models.order import Order
from shared.models.passkey import Passkey
from shared.models.single_use_token import SingleUseToken, TokenPurpose
from shared.models.song import Song
from shared.models.song_object import SongObject
from shared.models.tables import TABLES
from shared.models.totp import RecoveryCode, TotpCredential
from tests.canaries import PASSWORD
from tests.services.gateway.asking import LYRICS
from tests.services.gateway.keys import new_key

WORDS = "zanthoxylous"
"""In all that Mara writes, and in nothing of anybody else's."""
EMAIL = f"mara.{WORDS}@example.org"
SONG = {**LYRICS, "title": f"{WORDS} morning", "prompt": WORDS, "lyrics": WORDS}
IDEMPOTENCY_KEY = "the-same-key"


@dataclass(frozen=True, kw_only=True)
class Belongings:
    ids: dict[str, str]
    """By the name that a path has for them."""
    cursors: dict[str, str]
    """By the list that gave them."""
    dumped_tokens: dict[TokenPurpose, str]
    """What somebody reads who has a dump of the database."""
    owned: frozenset[str]
    """The ids of rows that are Mara's; no answer to anybody else holds one, nor WORDS."""

    def given_away_by(self, answer: httpx.Response) -> list[str]:
        said = f"{answer.text} {answer.headers}"
        return [mark for mark in (*self.owned, WORDS) if mark in said]


async def rows_of(belongings: Belongings, sessions: Sessions) -> set[str]:
    """Every row that is Mara's, or tells of something of hers."""
    each = (
        f"SELECT '{table.__tablename__}: ' || t::text FROM {table.__tablename__} AS t"  # noqa: S608
        for table in TABLES
    )
    async with sessions() as session:
        rows = (await session.execute(text(" UNION ALL ".join(each)))).scalars().all()
    return {row for row in rows if any(owned in row for owned in belongings.owned)}


async def everything_of_one(
    person: httpx.AsyncClient, sessions: Sessions
) -> Belongings:
    """Sign up as Mara, and own one of each, two of what is listed."""
    user_id = await _sign_up(person)
    songs = [await _ask(person), await _ask(person, key=IDEMPOTENCY_KEY)]
    keys = [await new_key(person, name=f"{WORDS} radio") for _ in range(2)]
    passkey_id, tokens = uuid4(), {each: new_token() for each in TokenPurpose}
    order_id = uuid4()
    async with sessions.begin() as session:
        session.add_all(_rows(UUID(user_id), passkey_id, order_id))
        session.add_all(_tokens(UUID(user_id), tokens))
        _finish(await session.get_one(Song, UUID(songs[1]["id"])))
        child = await session.get_one(Song, UUID(songs[0]["id"]))
        child.parent_song_id = UUID(songs[1]["id"])
        await Ledger(session).grant(UUID(user_id), 1, key=WORDS, note=WORDS)
        session.add(Like(user_id=UUID(user_id), song_id=UUID(songs[1]["id"])))
    signed_in = (await person.get("/api/auth/sessions")).json()["items"]
    ids = {
        "user_id": user_id,
        "song_id": songs[1]["id"],
        "session_id": signed_in[0]["id"],
        "key_id": keys[0]["id"],
        "passkey_id": str(passkey_id),
        "provider": "github",
    }
    return Belongings(
        ids=ids,
        cursors=await _cursors(person),
        dumped_tokens={each: digest(token).hex() for each, token in tokens.items()},
        owned=frozenset(
            {
                *(user_id, str(order_id), str(passkey_id)),
                *(each["id"] for each in (*songs, *keys, *signed_in)),
            }
        ),
    )


async def _sign_up(person: httpx.AsyncClient) -> str:
    known = {"email": EMAIL, "password": f"{PASSWORD} {WORDS}"}
    answer = await person.post(
        "/api/auth/sign-up", json={**known, "name": f"Mara {WORDS}"}
    )
    assert answer.status_code == 201, answer.text
    # From another browser: one browser has one session.
    person.cookies.clear()
    again = await person.post(
        "/api/auth/sign-in", json=known, headers={"User-Agent": WORDS}
    )
    assert again.status_code == 200, again.text
    user_id: str = answer.json()["id"]
    return user_id


async def _ask(person: httpx.AsyncClient, *, key: str = "first") -> dict[str, Any]:
    headers = {"Idempotency-Key": key}
    answer = await person.post("/api/songs", json=SONG, headers=headers)
    assert answer.status_code == 202, answer.text
    song: dict[str, Any] = answer.json()["songs"][0]
    return song


async def _cursors(person: httpx.AsyncClient) -> dict[str, str]:
    lists = (
        "/api/songs",
        "/api/auth/sessions",
        "/api/api-keys",
        "/api/credits/entries",
    )
    answers = {path: await person.get(path, params={"limit": 1}) for path in lists}
    cursors = {path: answer.json()["next_cursor"] for path, answer in answers.items()}
    assert all(cursors.values()), cursors
    return cursors


def _finish(song: Song) -> None:
    """As the worker leaves a song that is ready."""
    song.status, song.peaks = SongStatus.READY, [500]
    song.finished_at = utc_now()
    song.objects = [
        SongObject(
            song_id=song.id,
            name=name,
            key=f"songs/{song.id}/{name}",
            content_type="audio/mpeg",
            size_bytes=1,
            sha256="0" * 64,
        )
        for name in ("mp3", "flac", "wav", "cover")
    ]


def _rows(user_id: UUID, passkey_id: UUID, order_id: UUID) -> list[SQLModel]:
    later = utc_now() + timedelta(hours=1)
    return [
        Passkey(
            id=passkey_id,
            user_id=user_id,
            name=f"{WORDS} laptop",
            credential_id=WORDS.encode(),
            public_key=WORDS.encode(),
            sign_count=0,
            transports=["internal"],
        ),
        OauthAccount(
            issuer="https://github.com",
            subject=WORDS,
            provider="github",
            user_id=user_id,
        ),
        TotpCredential(user_id=user_id, secret=WORDS),
        RecoveryCode(user_id=user_id, code_sha256=digest(WORDS)),
        Order(id=order_id, account_id=user_id, product_id="pack", credits_granted=25),
        Checkout(
            user_id=user_id,
            product_id="pack",
            polar_id=uuid4(),
            url=f"https://polar.example/{WORDS}",
            expires_at=later,
        ),
    ]


def _tokens(user_id: UUID, tokens: dict[TokenPurpose, str]) -> list[SQLModel]:
    later = utc_now() + timedelta(hours=1)
    return [
        SingleUseToken(
            token_sha256=digest(token),
            purpose=purpose,
            user_id=user_id,
            expires_at=later,
        )
        for purpose, token in tokens.items()
    ]
