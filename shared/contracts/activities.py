"""The activities that workflows may call, as typed interfaces.

Workers subclass these, tests fake them, and workflows import only them, so a
workflow never imports the database or torch, and mypy checks all three sides.
"""

from uuid import UUID

from temporalio import activity

from shared.contracts.accounts import EraseAccount
from shared.contracts.audit import Audit, Audited
from shared.contracts.billing import ReconciledOrders, ReconcileOrders
from shared.contracts.engine import EngineReport
from shared.contracts.mail import DeliverMail
from shared.contracts.songs import (
    ComposeAudio,
    ComposedAudio,
    DeleteObjects,
    DeleteSong,
    EndSong,
    EnterStage,
    ExportWav,
    FinishedSong,
    FinishSong,
    PaintCover,
    PaintedCover,
    PublishSong,
    RecordExport,
    ReserveCredits,
    StoredObject,
    WriteSong,
    WrittenSong,
)
from shared.contracts.upkeep import ErrandReport, RunErrand


class SongActivities:
    """Runs on the ``workflows`` queue: the database and what lies in storage."""

    @activity.defn
    async def reserve_credits(self, request: ReserveCredits) -> None:
        """Set the song's price aside; refused with ``InsufficientCredits``."""
        raise NotImplementedError

    @activity.defn
    async def enter_stage(self, request: EnterStage) -> None:
        raise NotImplementedError

    @activity.defn
    async def publish_song(self, request: PublishSong) -> None:
        """The pivot: ready and captured, in one transaction."""
        raise NotImplementedError

    @activity.defn
    async def end_song(self, request: EndSong) -> None:
        """Failed or cancelled, and the credit released, in one transaction."""
        raise NotImplementedError

    @activity.defn
    async def delete_song(self, request: DeleteSong) -> None:
        """Remove the row, and what belongs to it."""
        raise NotImplementedError

    @activity.defn
    async def delete_objects(self, request: DeleteObjects) -> None:
        raise NotImplementedError

    @activity.defn
    async def record_export(self, request: RecordExport) -> None:
        raise NotImplementedError


class MailActivities:
    """Runs on the ``workflows`` queue: a mail's row, and the mail server."""

    @activity.defn
    async def deliver_mail(self, request: DeliverMail) -> None:
        """Send a mail that is not settled yet, and settle it."""
        raise NotImplementedError

    @activity.defn
    async def give_mail_up(self, request: DeliverMail) -> None:
        """Settle a mail that could not be sent: its address is forgotten too."""
        raise NotImplementedError


class AccountActivities:
    """Runs on the ``workflows`` queue: what an account leaves behind."""

    @activity.defn
    async def stop_songs(self, request: EraseAccount) -> list[UUID]:
        """Settle that unfinished songs end; return those whose workflows must be told."""
        raise NotImplementedError

    @activity.defn
    async def delete_songs(self, request: EraseAccount) -> bool:
        """Remove some ended songs and their objects; whether there may be more."""
        raise NotImplementedError

    @activity.defn
    async def delete_account(self, request: EraseAccount) -> bool:
        """Remove the person and all that is theirs, unless a song is left; the ledger stays."""
        raise NotImplementedError


class BillingActivities:
    """Runs on the ``workflows`` queue: Polar's orders against the ledger."""

    @activity.defn
    async def reconcile_orders(self, request: ReconcileOrders) -> ReconciledOrders:
        raise NotImplementedError


class UpkeepActivities:
    """Runs on the ``workflows`` queue: what nobody else has done."""

    @activity.defn
    async def run_errand(self, request: RunErrand) -> ErrandReport:
        """Find what is amiss and mend it; heartbeats how far it has come."""
        raise NotImplementedError


class AuditActivities:
    """Runs on the ``workflows`` queue: reads Postgres, the bucket and Temporal."""

    @activity.defn
    async def audit(self, request: Audit) -> Audited:
        """Find what breaks an invariant; heartbeats what it is looking at."""
        raise NotImplementedError


class InferenceActivities:
    """Runs on the ``gpu`` queue. Synchronous: a model holds its thread."""

    @activity.defn
    def write_song(self, request: WriteSong) -> WrittenSong:
        raise NotImplementedError

    @activity.defn
    def compose_audio(self, request: ComposeAudio) -> ComposedAudio:
        """Heartbeats ``Progress``; keeps the untagged master in storage."""
        raise NotImplementedError

    @activity.defn
    def paint_cover(self, request: PaintCover) -> PaintedCover:
        raise NotImplementedError

    @activity.defn
    def finish_song(self, request: FinishSong) -> FinishedSong:
        """Tag the master, encode the MP3, and store both, with a cover."""
        raise NotImplementedError

    @activity.defn
    def export_wav(self, request: ExportWav) -> StoredObject:
        raise NotImplementedError

    @activity.defn
    def describe_engine(self) -> EngineReport:
        raise NotImplementedError
