"""A person with all that an account can have, and workers that can forget them."""

from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlmodel import SQLModel
from temporalio.client import Client
from temporalio.worker import Worker

from services.workflows.activities.accounts import DatabaseAccountActivities
from services.workflows.activities.songs import DatabaseSongActivities
from services.workflows.beating import Beating
from services.workflows.worker import WORKFLOWS
from shared.contracts import object_keys, task_queues
from shared.contracts.activities import AccountActivities, SongActivities
from shared.db import Sessions
from shared.domain.songs import SongMode, SongStatus
from shared.ledger import Ledger
from shared.models.api_key import ApiKey
from shared.models.base import utc_now
from shared.models.checkout import Checkout
from shared.models.idempotency import IdempotentRequest
from shared.models.like import Like
from shared.models.listen import Listen
from shared.models.mail import Mail, MailPurpose
from shared.models.oauth_account import OauthAccount
from shared.models.order import Order
from shared.models.passkey import Passkey
from shared.models.session import Session
from shared.models.single_use_token import SingleUseToken, TokenPurpose
from shared.models.song import Song
from shared.models.song_object import SongObject
from shared.models.totp import RecoveryCode, TotpCredential
from shared.models.user import User
from shared.models.webhook_delivery import WebhookDelivery
from shared.s3 import S3Storage
from shared.storage import ObjectStorage
from tests.fakes.activities import FakeInference


@asynccontextmanager
async def erasing_workers(
    client: Client,
    songs: SongActivities,
    accounts: AccountActivities,
    inference: FakeInference | None = None,
) -> AsyncIterator[None]:
    inference = inference or FakeInference()
    with ThreadPoolExecutor(4) as threads:
        async with (
            Worker(
                client,
                task_queue=task_queues.WORKFLOWS,
                workflows=WORKFLOWS,
                activities=[
                    songs.reserve_credits,
                    songs.enter_stage,
                    songs.publish_song,
                    songs.end_song,
                    songs.delete_objects,
                    accounts.stop_songs,
                    accounts.delete_songs,
                    accounts.delete_account,
                ],
                interceptors=[Beating()],
            ),
            Worker(
                client,
                task_queue=task_queues.GPU,
                activities=[
                    inference.write_song,
                    inference.compose_audio,
                    inference.paint_cover,
                    inference.finish_song,
                ],
                activity_executor=threads,
                max_heartbeat_throttle_interval=timedelta(seconds=0.1),
            ),
        ):
            yield


def the_activities(
    sessions: Sessions, storage: ObjectStorage
) -> tuple[DatabaseSongActivities, DatabaseAccountActivities]:
    return (
        DatabaseSongActivities(sessions, storage),
        DatabaseAccountActivities(sessions, storage),
    )


async def add(sessions: Sessions, *rows: SQLModel) -> None:
    async with sessions.begin() as session:
        session.add_all(rows)


async def a_person(sessions: Sessions, email: str = "mara@example.org") -> UUID:
    """Somebody with ten credits."""
    person = User(email=email, name="Mara", password_hash="")
    async with sessions.begin() as session:
        session.add(person)
        await Ledger(session).open_account(person.id)
        await Ledger(session).grant(person.id, 10, key=f"start:{person.id}", note="")
    return person.id


async def ask_to_be_forgotten(sessions: Sessions, user_id: UUID) -> None:
    async with sessions.begin() as session:
        (await session.get_one(User, user_id)).erased_at = utc_now()


async def a_song(
    sessions: Sessions, owner_id: UUID, *, status: SongStatus = SongStatus.READY
) -> UUID:
    song = Song(
        owner_id=owner_id,
        recipe={},
        status=status,
        mode=SongMode.DESCRIPTION,
        title="Untitled",
        prompt="",
        lyrics="",
        full_described_song="a night train",
        described_lyrics="",
        instrumental=False,
        audio_duration=30,
        seed=7,
        finished_at=utc_now() if status == SongStatus.READY else None,
    )
    await add(sessions, song)
    return song.id


async def a_stored_song(
    sessions: Sessions, storage: S3Storage, owner_id: UUID, folder: Path
) -> UUID:
    """A ready song that was paid for, with one real object."""
    song_id = await a_song(sessions, owner_id)
    async with sessions.begin() as session:
        await Ledger(session).reserve(owner_id, 1, song_id=song_id)
        await Ledger(session).capture(owner_id, song_id=song_id)
    path = folder / "song.mp3"
    path.write_bytes(b"music")
    stored = storage.put_file(
        object_keys.mp3(song_id), path, content_type="audio/mpeg", download_name="s.mp3"
    )
    await add(sessions, SongObject.of("mp3", stored, song_id=song_id))
    return song_id


def belongings(user_id: UUID, liked_song_id: UUID) -> Sequence[SQLModel]:
    """A row of each other kind that a person can have."""
    later, digest = utc_now() + timedelta(days=1), uuid4().bytes * 2
    return (
        Session(user_id=user_id, token_sha256=digest, expires_at=later),
        ApiKey(
            user_id=user_id,
            name="Script",
            public_id=user_id.hex[:8],
            secret_sha256=digest,
            scopes=[],
        ),
        SingleUseToken(
            token_sha256=digest,
            purpose=TokenPurpose.VERIFY_EMAIL,
            user_id=user_id,
            expires_at=later,
        ),
        OauthAccount(
            issuer="i", subject=str(user_id), provider="google", user_id=user_id
        ),
        TotpCredential(user_id=user_id, secret="sealed"),
        RecoveryCode(user_id=user_id, code_sha256=digest),
        Passkey(
            user_id=user_id,
            name="Phone",
            credential_id=digest,
            public_key=digest,
            sign_count=0,
            transports=[],
        ),
        Like(user_id=user_id, song_id=liked_song_id),
        Listen(user_id=user_id, listener=user_id, song_id=liked_song_id, times=3),
        IdempotentRequest(user_id=user_id, key="k", body_sha256=digest, song_ids=[]),
        Checkout(
            user_id=user_id,
            product_id="p",
            polar_id=uuid4(),
            url="https://polar.example/",
            expires_at=later,
        ),
        Mail(
            purpose=MailPurpose.VERIFY_EMAIL,
            address="",
            user_id=user_id,
            settled_at=utc_now(),
        ),
        Order(id=uuid4(), account_id=user_id, product_id="p", credits_granted=10),
        WebhookDelivery(
            id=f"about-{user_id}",
            type="order.paid",
            body=f'{{"name": "Mara Lind", "external_id": "{user_id}"}}',
            typed_ok=True,
            outcome="Granted 10 credits.",
        ),
    )
