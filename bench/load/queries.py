"""One query for each page that is read: what the bare routes ask."""

from typing import Final

_WHO: Final = """
    who AS (SELECT users.* FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE token_sha256 = :token AND expires_at > now()
               AND last_seen_at > now() - interval '7 days' AND erased_at IS NULL)
"""
_SONG: Final = """
    song.id, song.title, song.mode, song.status, song.stage, song.instrumental,
    song.prompt, song.lyrics, song.full_described_song, song.described_lyrics,
    song.audio_duration, song.seed, song.guidance_scale, song.infer_step, song.engine,
    song.model_revision, song.recipe, song.peaks, song.published, song.listen_count,
    song.like_count, song.cover_colors, song.failure_code, song.failure_message,
    song.parent_song_id, song.created_at, song.started_at, song.finished_at,
    owner.id AS owner_id, owner.name AS owner_name,
    ARRAY(SELECT category FROM song_categories WHERE song_id = song.id ORDER BY position)
      AS categories,
    ARRAY(SELECT name || ' ' || key FROM song_objects WHERE song_id = song.id) AS objects,
    EXISTS (SELECT FROM likes, who WHERE likes.song_id = song.id AND user_id = who.id)
      AS liked
"""
SONGS_TABLE: Final = "CREATE TABLE reference_songs (id uuid PRIMARY KEY, recipe jsonb)"
KEEP: Final = "INSERT INTO reference_songs (id, recipe) VALUES (:id, :recipe)"
QUERIES: Final = {
    "/api/auth/session": f"""WITH {_WHO}
        SELECT who.id, email, name, email_verified, created_at, balance, reserved
          FROM who JOIN credit_accounts AS account ON account.id = who.id""",  # noqa: S608 -- made of constants
    "/api/songs/{song_id}": f"""WITH {_WHO}
        SELECT {_SONG} FROM songs AS song JOIN users AS owner ON owner.id = owner_id
         WHERE song.id = CAST(:song_id AS uuid) AND (owner_id = (SELECT id FROM who)
            OR published AND status = 'ready')""",  # noqa: S608 -- made of constants
    "/api/songs": f"""WITH {_WHO}
        SELECT {_SONG} FROM songs AS song JOIN users AS owner ON owner.id = owner_id
         WHERE owner_id = (SELECT id FROM who)
         ORDER BY song.created_at DESC, song.id DESC LIMIT 21""",  # noqa: S608 -- made of constants
    "/api/feed": f"""WITH {_WHO}
        SELECT {_SONG} FROM (SELECT song_id, trending_score FROM feed_songs
            ORDER BY trending_score DESC, song_id DESC LIMIT 21) AS entry
          JOIN songs AS song ON song.id = song_id
          JOIN users AS owner ON owner.id = owner_id
         ORDER BY trending_score DESC, song.id DESC""",  # noqa: S608 -- made of constants
}
