"""A small service at rest in which everything is as it should be, and ways to break it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from temporalio.client import Client

from services.workflows.audit.auditing import Report, audit
from services.workflows.audit.look import Places, Tell
from services.workflows.audit.violations import Violation
from services.workflows.definitions.generate_song import GenerateSongWorkflow
from shared.contracts import object_keys, task_queues
from shared.contracts.audit import Audit
from shared.contracts.songs import GenerateSong, SongRecipe, workflow_id
from shared.db import Sessions
from shared.domain.orders import OrderFacts
from shared.domain.songs import SongMode, SongStatus
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.song import Song
from shared.models.song_object import SongObject
from shared.models.user import User
from shared.models.webhook_delivery import WebhookDelivery
from shared.orders import apply_order
from shared.s3 import S3Storage
from shared.settings import DatabaseSettings, StorageSettings

AT_REST = Audit(settle_seconds=0, grace_seconds=0)
QUOTA = 2
FILES = {
    "flac": (object_keys.master, "audio/flac"),
    "mp3": (object_keys.mp3, "audio/mpeg"),
    "cover": (object_keys.cover, "image/png"),
}


@dataclass(kw_only=True, slots=True)
class World:
    sessions: Sessions
    places: Places
    storage_settings: StorageSettings
    folder: Path
    owner_id: UUID = field(default_factory=uuid4)
    order_id: UUID = field(default_factory=uuid4)
    ready_id: UUID = field(default_factory=uuid4)
    failed_id: UUID = field(default_factory=uuid4)

    @property
    def storage(self) -> S3Storage:
        assert isinstance(self.places.storage, S3Storage)
        return self.places.storage

    @property
    def temporal(self) -> Client:
        return self.places.temporal

    async def furnish(self) -> None:
        """A person who bought credits, with one song that is ready and one that failed."""
        person = User(
            id=self.owner_id, email="mara@example.org", name="Mara", password_hash=""
        )
        async with self.sessions.begin() as session:
            session.add(person)
            await Ledger(session).open_account(person.id)
            await Ledger(session).grant(person.id, 10, key="start", note="")
        await self._buy()
        await self._make_ready()
        await self._fail()

    async def ask(
        self, song_id: UUID, *, status: SongStatus = SongStatus.QUEUED
    ) -> None:
        ended = status not in {SongStatus.QUEUED, SongStatus.RUNNING}
        async with self.sessions.begin() as session:
            session.add(
                Song(
                    id=song_id,
                    owner_id=self.owner_id,
                    recipe={},
                    status=status,
                    mode=SongMode.DESCRIPTION,
                    title="Untitled",
                    prompt="",
                    lyrics="",
                    full_described_song="",
                    described_lyrics="",
                    instrumental=False,
                    audio_duration=30,
                    seed=7,
                    finished_at=utc_now() if ended else None,
                )
            )

    async def hold(self, song_id: UUID) -> None:
        async with self.sessions.begin() as session:
            await Ledger(session).reserve(self.owner_id, 1, song_id=song_id)

    async def start(self, song_id: UUID) -> None:
        """Open its workflow; there is no worker that would go on with it."""
        await self.temporal.start_workflow(
            GenerateSongWorkflow.run,
            GenerateSong(
                song_id=song_id,
                owner_id=self.owner_id,
                artist="Mara",
                recipe=SongRecipe(mode=SongMode.DESCRIPTION, audio_duration=30, seed=7),
            ),
            id=workflow_id(song_id),
            task_queue=task_queues.WORKFLOWS,
        )

    def store(self, key: str, content: bytes = b"music") -> None:
        path = self.folder / "object"
        path.write_bytes(content)
        self.storage.put_file(
            key, path, content_type="audio/mpeg", download_name="song.mp3"
        )

    def url(self) -> str:
        url = str(self.places.database.url)
        return url.replace("postgresql+psycopg", "postgresql")

    @contextmanager
    def unguarded(self) -> Iterator[psycopg.Connection]:
        """The database without its triggers and foreign keys, as a mishap would find it."""
        with psycopg.connect(self.url()) as connection:
            connection.execute("SET session_replication_role = replica")
            yield connection

    def break_by(self, *statements: str) -> None:
        """Run them unguarded; they name ``owner``, ``ready``, ``failed`` and ``order``."""
        with self.unguarded() as database:
            for statement in statements:
                database.execute(statement, self.names())

    def names(self) -> dict[str, str]:
        return {
            "owner": str(self.owner_id),
            "ready": str(self.ready_id),
            "failed": str(self.failed_id),
            "order": str(self.order_id),
        }

    async def report(
        self, request: Audit = AT_REST, *, tell: Tell | None = None
    ) -> Report:
        return await audit(self.places, request, tell=tell or _unheard)

    async def violations(self, request: Audit = AT_REST) -> list[Violation]:
        return list((await self.report(request)).violations)

    async def found(self, request: Audit = AT_REST) -> set[tuple[str, ...]]:
        """The rules that are broken, each with the ids of what breaks it."""
        return {
            (f"{violation.invariant} {violation.rule}", *violation.subjects)
            for violation in await self.violations(request)
        }

    async def _buy(self) -> None:
        facts = OrderFacts(
            id=self.order_id,
            status="partially_refunded",
            says_paid=True,
            net_amount=1000,
            refunded_amount=400,
            product_id="pack",
            account_id=self.owner_id,
        )
        async with self.sessions.begin() as session:
            await apply_order(session, facts, may_grant=True, products={"pack": 5})
            session.add(
                WebhookDelivery(
                    id="msg_1",
                    type="order.paid",
                    body="{}",
                    typed_ok=True,
                    outcome="Credits: 5 granted, 2 taken back.",
                )
            )

    async def _make_ready(self) -> None:
        await self.ask(self.ready_id, status=SongStatus.READY)
        await self.hold(self.ready_id)
        path = self.folder / "object"
        async with self.sessions.begin() as session:
            await Ledger(session).capture(self.owner_id, song_id=self.ready_id)
            for name, (key_of, content_type) in FILES.items():
                path.write_bytes(name.encode())
                stored = self.storage.put_file(
                    key_of(self.ready_id),
                    path,
                    content_type=content_type,
                    download_name=name,
                )
                session.add(SongObject.of(name, stored, song_id=self.ready_id))

    async def _fail(self) -> None:
        await self.ask(self.failed_id, status=SongStatus.FAILED)
        await self.hold(self.failed_id)
        async with self.sessions.begin() as session:
            await Ledger(session).release(self.owner_id, song_id=self.failed_id)


def places_of(database_url: str, storage: S3Storage, temporal: Client) -> Places:
    return Places(
        database=DatabaseSettings.model_validate({"url": database_url}),
        storage=storage,
        temporal=temporal,
        quota=QUOTA,
    )


def _unheard(_: str) -> None:
    """Nobody listens."""
