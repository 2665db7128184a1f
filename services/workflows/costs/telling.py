"""A cost report in words for people, and as JSON for machines; both say what is assumed."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from services.workflows.costs.report import CostReport, Group
from shared.domain.songs import SongStatus

_ENDED_BADLY: Final = (SongStatus.FAILED, SongStatus.CANCELLED)
_UNKNOWN: Final = "not recorded"
_REVISION_LETTERS: Final = 12
_HEAD: Final = (
    *("engine", "revision", "became", "songs", "audio min"),
    *("GPU s mean", "p50", "p95", "wall s mean"),
)
_COST_HEAD: Final = ("cost mean", "p50", "p95", "total")
_WORDS: Final = 3
"""Columns that hold words, and begin at the left."""


def assumptions(report: CostReport) -> Sequence[str]:
    """What the figures mean: the database has no times of stages or batches."""
    gpus = f"{report.request.gpus:g} GPU{'' if report.request.gpus == 1 else 's'}"
    return (
        f"GPU seconds: a song counts from started_at to finished_at; each moment of"
        f" {gpus} (--gpus) is shared evenly by the songs of that moment, since a batch"
        " shares a GPU.",
        "Waiting for a turn counts as being made; a GPU with nothing to do is in no"
        " song's cost.",
        "Wall seconds: the same without sharing, as if each song had a GPU to itself.",
        "Failed and cancelled songs have no model on record; audio is what was asked for.",
    )


def lines_of(report: CostReport) -> list[str]:
    since, until = report.request.since, report.request.until
    span = f"from {since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} UTC"
    if not report.groups:
        return [f"No song ended {span}.", *_beside(report)]
    return [
        f"Songs that ended {span}:",
        "",
        *_table(report),
        "",
        *_sums(report),
        *_beside(report),
        "",
        *assumptions(report),
    ]


def json_of(report: CostReport) -> str:
    request = report.request
    return json.dumps(
        {
            "since": request.since.isoformat(),
            "until": request.until.isoformat(),
            "prices": asdict(request.prices),
            "gpus": request.gpus,
            "assumptions": assumptions(report),
            "groups": [_group_of(group, report) for group in report.groups],
            "gpu_seconds": report.gpu_seconds(),
            "cost": report.cost(),
            "cost_of_a_ready_song": report.cost_of_a_ready_song,
            "cost_of_failed": report.cost(SongStatus.FAILED),
            "cost_of_cancelled": report.cost(SongStatus.CANCELLED),
            "credits": report.credits,
            "revenue": report.revenue,
            "deleted": asdict(report.deleted),
            "unfinished": report.unfinished,
        }
    )


def _group_of(group: Group, report: CostReport) -> dict[str, object]:
    price = report.request.prices.credit
    return {
        **asdict(group),
        "revenue": None if price is None else group.credits * price,
    }


def _table(report: CostReport) -> list[str]:
    is_priced = report.request.prices.gpu_hour is not None
    head = [*_HEAD, *(_COST_HEAD if is_priced else ()), "credits"]
    rows = [head, *map(_cells, report.groups)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_aligned(row, widths)).rstrip() for row in rows]


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.ljust(width) if place < _WORDS else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _cells(group: Group) -> list[str]:
    gpu, cost = group.gpu_seconds, group.cost
    costs = (cost.mean, cost.p50, cost.p95, cost.total) if cost is not None else ()
    return [
        group.engine or _UNKNOWN,
        _short(group.model_revision),
        str(group.status),
        f"{group.songs:,}",
        f"{group.audio_seconds / 60:,.1f}",
        *(f"{seconds:,.1f}" for seconds in (gpu.mean, gpu.p50, gpu.p95)),
        f"{group.wall_seconds.mean:,.1f}",
        *(f"{amount:,.4f}" for amount in costs),
        f"{group.credits:,}",
    ]


def _short(revision: str | None) -> str:
    """Of several models' revisions the beginning of each; the whole is in the JSON."""
    if revision is None:
        return _UNKNOWN
    return "+".join(each[:_REVISION_LETTERS] for each in revision.split("+"))


def _sums(report: CostReport) -> list[str]:
    hours = report.gpu_seconds() / 3600
    ended = f"{report.songs():,} songs took {hours:,.3f} GPU hours"
    cost, currency = report.cost(), report.request.prices.currency
    if cost is None:
        return [f"{ended}; for costs, give a price with --gpu-hour."]
    lost, each = report.cost(*_ENDED_BADLY), report.cost_of_a_ready_song
    carried = "" if each is None else f": {currency} {each:,.4f} for each ready one"
    return [
        f"{ended}, {currency} {cost:,.2f}{carried}. {currency} {lost:,.2f} of it went"
        " into songs that failed or were cancelled."
    ]


def _beside(report: CostReport) -> list[str]:
    """Credits, and songs that are in no row of the table."""
    currency, revenue, cost = (
        report.request.prices.currency,
        report.revenue,
        report.cost(),
    )
    earned = "" if revenue is None else f", {currency} {revenue:,.2f}"
    if revenue is not None and cost is not None:
        earned += f"; less the cost, {currency} {revenue - cost:,.2f}"
    deleted = report.deleted
    return [
        f"Credits captured: {report.credits:,}{earned}.",
        f"Songs deleted since: {deleted.paid:,} that were ready, with"
        f" {deleted.credits:,} of these credits, and {deleted.unpaid:,} others; what"
        " they took is not known.",
        f"Not ended yet: {report.unfinished:,}.",
    ]
