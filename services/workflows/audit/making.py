"""I11: each unfinished song has an open workflow, each open workflow such a song."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.sql import SQL, Composed

from services.workflows.audit.invariants import Invariant
from services.workflows.audit.look import Look
from services.workflows.audit.open_workflows import OpenWorkflow, song_of
from services.workflows.audit.snapshot import Query, Row
from services.workflows.audit.violations import Violation
from shared.contracts.songs import workflow_id

_LEFT: Final = "left"
_HELD: Final = "held"
_SURPLUS: Final = "surplus"

_UNFINISHED: Final = """
    SELECT id AS song, owner_id AS owner, status, created_at AS since
    FROM songs WHERE status NOT IN ('ready', 'failed', 'cancelled')"""
_HOLDS: Final = """
    SELECT hold.song_id AS song, hold.account_id AS owner, hold.reserved AS credits,
           hold.created_at AS since
    FROM ledger_entries AS hold
    WHERE hold.kind = 'reserve' AND NOT EXISTS (
        SELECT FROM ledger_entries AS entry
        WHERE entry.song_id = hold.song_id AND entry.kind IN ('capture', 'release'))"""


@dataclass(frozen=True, slots=True)
class MakingCheck:
    """The open workflows fit into memory: there are as many as songs being made."""

    rules: Sequence[str] = (_LEFT, _HELD, _SURPLUS)

    async def suspects(self, look: Look) -> AsyncIterator[Violation]:
        workflows = await look.workflows.making()
        async for violation in _differences(look, workflows, only=None):
            yield violation

    async def confirmed(
        self, look: Look, suspects: Sequence[Violation]
    ) -> AsyncIterator[Violation]:
        """By description, and without those that are on their way out."""
        ids = sorted({_workflow_of(suspect) for suspect in suspects})
        workflows = await look.workflows.described(ids)
        songs = [song_id for song_id in map(song_of, ids) if song_id is not None]
        async for violation in _differences(look, workflows, only=songs):
            if not await _is_being_removed(look, violation):
                yield violation


async def _differences(
    look: Look, workflows: Mapping[str, OpenWorkflow], *, only: Sequence[UUID] | None
) -> AsyncIterator[Violation]:
    facts = {"only": only}
    unfinished: set[str] = set()
    async for row in look.snapshot.rows(_narrowed(_UNFINISHED, only), facts):
        its_workflow = workflow_id(row["song"])
        unfinished.add(its_workflow)
        if its_workflow not in workflows and row["since"] < look.settled_before:
            yield _left(row)
    async for row in look.snapshot.rows(_narrowed(_HOLDS, only), facts):
        its_workflow = workflow_id(row["song"])
        # An unfinished song's hold was told with the song.
        is_told = its_workflow in workflows or its_workflow in unfinished
        if not is_told and row["since"] < look.settled_before:
            yield _held(row)
    for each, its_state in workflows.items():
        is_on_its_way = its_state.is_undoing or its_state.since >= look.settled_before
        if each not in unfinished and not is_on_its_way:
            yield _surplus(each)


def _narrowed(query: Query, only: Sequence[UUID] | None) -> SQL | Composed:
    if only is None:
        return SQL(query)
    return SQL("SELECT * FROM ({}) AS found WHERE song = ANY(%(only)s)").format(
        SQL(query)
    )


def _left(row: Row) -> Violation:
    return Violation(
        invariant=Invariant.I11,
        rule=_LEFT,
        subjects=(str(row["song"]), str(row["owner"])),
        sentence=f"song {row['song']} of person {row['owner']} is {row['status']} and no"
        " workflow is open that would end it",
    )


def _held(row: Row) -> Violation:
    return Violation(
        invariant=Invariant.I11,
        rule=_HELD,
        subjects=(str(row["song"]), str(row["owner"])),
        sentence=f"{row['credits']} of account {row['owner']} stay set aside for song"
        f" {row['song']}, which no workflow makes",
    )


def _surplus(each: str) -> Violation:
    return Violation(
        invariant=Invariant.I11,
        rule=_SURPLUS,
        subjects=(each,),
        sentence=f"workflow {each} is open and its song is not unfinished",
    )


def _workflow_of(suspect: Violation) -> str:
    subject = suspect.subjects[0]
    return subject if suspect.rule == _SURPLUS else workflow_id(UUID(subject))


async def _is_being_removed(look: Look, violation: Violation) -> bool:
    song_id = song_of(_workflow_of(violation))
    if song_id is None:
        return False
    owner = violation.subjects[1:]
    return await look.workflows.is_being_removed(
        song_id, UUID(owner[0]) if owner else None
    )
