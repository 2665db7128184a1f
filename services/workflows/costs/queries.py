"""What the database is asked for costs: songs that ended in a span, and their share of GPUs.

No index leads to the songs of a span, so each query reads its table once, without a lock.
"""

from typing import Final, LiteralString

# A song's share: each moment between started_at and finished_at counts as one GPU, and
# where more songs than GPUs were being made, as an equal part of all of them. With n(t)
# songs on G GPUs that is the integral of min(1, G / n(t)) dt, so the shares add up to no
# more than the time of G GPUs. Who ended before the span may still have shared moments
# with a song that ended in it; no song is made for longer than a day.
GROUPS: Final[LiteralString] = """
    WITH known AS MATERIALIZED (
        SELECT id, engine, model_revision, status, audio_duration, started_at,
               greatest(started_at, coalesce(finished_at, now())) AS ended_at,
               coalesce(finished_at >= %(since)s AND finished_at < %(until)s, false)
               AS is_counted
        FROM songs
        WHERE (finished_at > %(since)s - interval '1 day'
               OR status IN ('queued', 'running'))
        AND (started_at < %(until)s OR finished_at < %(until)s)
    ), steps AS (
        SELECT at, sum(step) AS step FROM (
            SELECT started_at AS at, 1 AS step FROM known WHERE started_at IS NOT NULL
            UNION ALL
            SELECT ended_at, -1 FROM known WHERE started_at IS NOT NULL
        ) AS beginnings_and_ends GROUP BY at
    ), moments AS (
        SELECT at, (sum(step) OVER (ORDER BY at))::float8 AS songs,
               extract(epoch FROM lead(at) OVER (ORDER BY at) - at)::float8 AS seconds
        FROM steps
    ), clock AS (
        SELECT at, coalesce(
            sum(seconds * CASE WHEN songs > 0 THEN least(1, %(gpus)s / songs) ELSE 0 END)
            OVER (ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
            AS shared
        FROM moments
    ), counted AS (
        SELECT song.engine, song.model_revision, song.status, song.audio_duration,
               coalesce(extract(epoch FROM ended_at - started_at)::float8, 0) AS wall,
               coalesce(ended.shared - begun.shared, 0) AS gpu,
               coalesce(-entry.amount, 0) AS credits
        FROM known AS song
        LEFT JOIN clock AS begun ON begun.at = song.started_at
        LEFT JOIN clock AS ended ON ended.at = song.ended_at
        LEFT JOIN ledger_entries AS entry
            ON entry.song_id = song.id AND entry.kind = 'capture'
        WHERE song.is_counted
    )
    SELECT engine, model_revision, status, count(*) AS songs,
           sum(audio_duration)::float8 AS audio_seconds, sum(credits) AS credits,
           sum(gpu) AS gpu_total, avg(gpu) AS gpu_mean,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY gpu) AS gpu_p50,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY gpu) AS gpu_p95,
           sum(wall) AS wall_total, avg(wall) AS wall_mean,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY wall) AS wall_p50,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY wall) AS wall_p95
    FROM counted GROUP BY engine, model_revision, status
    ORDER BY engine NULLS LAST, model_revision NULLS LAST, status DESC"""

UNFINISHED: Final[LiteralString] = """
    SELECT count(*) AS songs FROM songs WHERE status IN ('queued', 'running')"""

# A song's row goes when its owner deletes it; its entries stay for ever.
DELETED: Final[LiteralString] = """
    SELECT count(*) FILTER (WHERE kind = 'capture') AS paid,
           count(*) FILTER (WHERE kind = 'release') AS unpaid,
           coalesce(-sum(amount), 0) AS credits
    FROM ledger_entries AS entry
    WHERE kind IN ('capture', 'release')
    AND created_at >= %(since)s AND created_at < %(until)s
    AND NOT EXISTS (SELECT FROM songs WHERE songs.id = entry.song_id)"""
