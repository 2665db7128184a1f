"""What songs cost: by engine, model revision and end, from one snapshot of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from psycopg.sql import SQL

from services.workflows.audit.snapshot import Query, Row, Snapshot, snapshot_of
from services.workflows.costs import queries
from services.workflows.costs.asking import CostRequest
from shared.domain.songs import SongStatus
from shared.settings import DatabaseSettings

_SECONDS_AN_HOUR: Final = 3600


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """Of one figure over the songs of a group."""

    total: float
    mean: float
    p50: float
    p95: float

    def times(self, factor: float) -> "Spread":
        return Spread(
            total=self.total * factor,
            mean=self.mean * factor,
            p50=self.p50 * factor,
            p95=self.p95 * factor,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Songs that ended alike, by the same models."""

    engine: str | None
    """None: it was not recorded, as of every song that did not become ready."""
    model_revision: str | None
    status: SongStatus
    songs: int
    audio_seconds: float
    """As asked for; 0 where there is nothing to hear."""
    gpu_seconds: Spread
    """Each song's share of the GPUs."""
    wall_seconds: Spread
    """From ``started_at`` to ``finished_at``: as if it had been alone on a GPU."""
    cost: Spread | None
    credits: int
    """Captured."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deleted:
    """Songs that ended in the span and have no row any more; the ledger knows of them."""

    paid: int
    unpaid: int
    credits: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CostReport:
    request: CostRequest
    groups: Sequence[Group]
    deleted: Deleted
    unfinished: int
    """Now; they are in no other figure."""

    def songs(self, *statuses: SongStatus) -> int:
        """How many became one of these; of all if none is named."""
        return sum(group.songs for group in self._those(statuses))

    def gpu_seconds(self, *statuses: SongStatus) -> float:
        return sum(group.gpu_seconds.total for group in self._those(statuses))

    def cost(self, *statuses: SongStatus) -> float | None:
        price = self.request.prices.gpu_hour
        if price is None:
            return None
        return self.gpu_seconds(*statuses) * price / _SECONDS_AN_HOUR

    @property
    def cost_of_a_ready_song(self) -> float | None:
        """It carries those that failed or were cancelled."""
        ready, cost = self.songs(SongStatus.READY), self.cost()
        return None if cost is None or not ready else cost / ready

    @property
    def credits(self) -> int:
        return sum(group.credits for group in self.groups) + self.deleted.credits

    @property
    def revenue(self) -> float | None:
        price = self.request.prices.credit
        return None if price is None else self.credits * price

    def _those(self, statuses: Sequence[SongStatus]) -> Sequence[Group]:
        return [
            group for group in self.groups if not statuses or group.status in statuses
        ]


async def report_of(database: DatabaseSettings, request: CostRequest) -> CostReport:
    """Read only, at one moment; ``CannotAsk`` when Postgres does not answer."""
    async with snapshot_of(database) as snapshot:
        groups = await _rows(snapshot, queries.GROUPS, request)
        [deleted] = await _rows(snapshot, queries.DELETED, request)
        [unfinished] = await _rows(snapshot, queries.UNFINISHED, request)
    return CostReport(
        request=request,
        groups=[_group(row, request) for row in groups],
        deleted=Deleted(**deleted),
        unfinished=unfinished["songs"],
    )


async def _rows(snapshot: Snapshot, query: Query, request: CostRequest) -> list[Row]:
    facts = {"since": request.since, "until": request.until, "gpus": request.gpus}
    return [row async for row in snapshot.rows(SQL(query), facts)]


def _group(row: Row, request: CostRequest) -> Group:
    status, gpu = SongStatus(row["status"]), _spread(row, "gpu")
    price = request.prices.gpu_hour
    return Group(
        engine=row["engine"],
        model_revision=row["model_revision"],
        status=status,
        songs=row["songs"],
        audio_seconds=row["audio_seconds"] if status == SongStatus.READY else 0.0,
        gpu_seconds=gpu,
        wall_seconds=_spread(row, "wall"),
        cost=None if price is None else gpu.times(price / _SECONDS_AN_HOUR),
        credits=row["credits"],
    )


def _spread(row: Row, name: str) -> Spread:
    return Spread(
        total=row[f"{name}_total"],
        mean=row[f"{name}_mean"],
        p50=row[f"{name}_p50"],
        p95=row[f"{name}_p95"],
    )
