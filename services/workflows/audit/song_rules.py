"""I5, I6, I7 and I12, as far as the database knows: songs against the ledger."""

from typing import Final

from services.workflows.audit.invariants import Invariant
from services.workflows.audit.sql_rule import SqlRule

RULES: Final = (
    SqlRule(
        invariant=Invariant.I5,
        name="overdue",
        query="""
            SELECT id AS subject, status, created_at::text AS since FROM songs
            WHERE status NOT IN ('ready', 'failed', 'cancelled')
            AND created_at < %(overdue)s""",
        sentence="song {subject} is {status} and was asked for at {since}: longer ago"
        " than all its steps may take",
    ),
    SqlRule(
        invariant=Invariant.I5,
        name="end",
        query="""
            SELECT id AS subject, status, finished_at::text AS finished, stage
            FROM songs
            WHERE (status IN ('ready', 'failed', 'cancelled'))
                    <> (finished_at IS NOT NULL)
                OR (stage IS NOT NULL AND status <> 'running')""",
        sentence="song {subject} is {status}, and yet its stage is {stage} and its end"
        " {finished}",
    ),
    SqlRule(
        invariant=Invariant.I6,
        name="taken",
        query="""
            SELECT song.id AS subject, song.status,
                   CASE WHEN entry.id IS NULL THEN 'not taken' ELSE 'taken' END AS credit
            FROM songs AS song
            LEFT JOIN ledger_entries AS entry
                ON entry.song_id = song.id AND entry.kind = 'capture'
            WHERE (song.status = 'ready') <> (entry.id IS NOT NULL)""",
        sentence="song {subject} is {status} and its credit is {credit}",
    ),
    SqlRule(
        invariant=Invariant.I6,
        name="recorded",
        query="""
            SELECT song.id AS subject, song.status,
                   coalesce(recorded.number, 0) AS number,
                   coalesce(recorded.needed, 0) AS needed
            FROM songs AS song
            LEFT JOIN (
                SELECT song_id, count(*) AS number,
                       count(*) FILTER (WHERE name IN ('flac', 'mp3', 'cover')) AS needed
                FROM song_objects GROUP BY song_id
            ) AS recorded ON recorded.song_id = song.id
            WHERE CASE WHEN song.status = 'ready'
                       THEN coalesce(recorded.needed, 0) <> 3
                       ELSE coalesce(recorded.number, 0) > 0 END""",
        sentence="song {subject} is {status} with {number} objects on record, {needed} of"
        " the three that a ready one has",
    ),
    SqlRule(
        invariant=Invariant.I7,
        name="released",
        query="""
            SELECT song.id AS subject, song.status,
                   CASE WHEN entry.id IS NULL THEN 'not released' ELSE 'released' END
                   AS credit
            FROM songs AS song
            LEFT JOIN ledger_entries AS entry
                ON entry.song_id = song.id AND entry.kind = 'release'
            WHERE (song.status IN ('failed', 'cancelled')) <> (entry.id IS NOT NULL)""",
        sentence="song {subject} is {status} and its credit is {credit}",
    ),
    SqlRule(
        invariant=Invariant.I12,
        name="quota",
        query="""
            SELECT owner_id AS subject, count(*) AS unfinished FROM songs
            WHERE status IN ('queued', 'running')
            GROUP BY owner_id HAVING count(*) > %(quota)s""",
        sentence="person {subject} has {unfinished} unfinished songs, more than the"
        " quota allows",
    ),
)
