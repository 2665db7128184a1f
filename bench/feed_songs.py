"""Any number of published songs, made by the database itself."""

from typing import Final

import psycopg

from services.gateway.migrations.feed_triggers import FILL

RARE: Final = "marmalade"
"""A word in the titles of twenty songs, however many there are."""
MIDDLING: Final = "harpsichord"
"""In the tags of every hundredth."""
COMMON: Final = "mellow"
"""In the tags of every tenth."""

_SONGS_OF_ONE: Final = 100
# Titles of three of 3,375 words: a few hundred songs hold each, as in a real library.
_WORD: Final = """
    (ARRAY['ba','co','di','fu','ga','he','lo','mi','nu','pa','ri','so','ta','ve','zu'])
      [1 + get_byte(seed, {0}) % 15] ||
    (ARRAY['ran','lin','mor','sel','tun','var','den','kas','pol','rit','gul','hem','bor',
      'nis','fet'])[1 + get_byte(seed, {0} + 1) % 15] ||
    (ARRAY['a','o','en','is','ur','et','im','ock','and','ell','ion','ust','age','ow',
      'ire'])[1 + get_byte(seed, {0} + 2) % 15]
"""
_TITLE: Final = " || ' ' || ".join(_WORD.format(first) for first in (0, 3, 6))
_PEOPLE: Final = f"""
    INSERT INTO users (id, email, name, email_verified, created_at)
    SELECT md5('person' || n)::uuid, n || '@example.org', 'Person ' || n, false, now()
      FROM generate_series(0, :songs / {_SONGS_OF_ONE}) AS n
"""  # noqa: S608 -- made of constants
_SONGS: Final = f"""
    INSERT INTO songs (id, owner_id, recipe, status, mode, title, prompt, lyrics,
      full_described_song, described_lyrics, instrumental, audio_duration, seed, models,
      peaks, published, published_at, listen_count, like_count, created_at)
    SELECT md5('song' || n)::uuid, md5('person' || n / {_SONGS_OF_ONE})::uuid, '{{}}',
      'ready', 'description',
      {_TITLE} || CASE WHEN n % (:songs / 20) = 7 THEN ' {RARE}' ELSE '' END,
      'warm, tape' || CASE WHEN n % 10 = 3 THEN ', {COMMON}' ELSE '' END
        || CASE WHEN n % 100 = 53 THEN ', {MIDDLING}' ELSE '' END,
      repeat('[verse] The river keeps a secret that the morning never told ', 4),
      '', '', false, 180, n, '[]', array_fill(500::smallint, ARRAY[200]), true,
      -- A year of songs, however many: the feed of today is as busy as that.
      now() - interval '1 year' * random(),
      floor(power(10, 4 * power(random(), 3))), floor(power(10, 2 * power(random(), 3))),
      now()
      FROM (SELECT n, decode(md5('title' || n), 'hex') AS seed
              FROM generate_series(0, :songs - 1) AS n) AS numbered
"""  # noqa: S608 -- made of constants
_CATEGORIES: Final = """
    INSERT INTO song_categories (song_id, category, position)
    SELECT song.id, names[1 + (abs(hashint8(song.seed)::bigint) + place * 11) % 35], place
      FROM songs AS song, generate_series(0, 1) AS place,
           (SELECT array_agg(name ORDER BY name) AS names FROM categories) AS known
"""
_COVERS: Final = """
    INSERT INTO song_objects (song_id, name, key, content_type, size_bytes, sha256)
    SELECT id, 'cover', 'songs/' || id || '/cover.png', 'image/png', 1, repeat('0', 64)
      FROM songs
"""
# The first hundred people like five hundred songs each.
_LIKES: Final = """
    INSERT INTO likes (user_id, song_id, created_at)
    SELECT person.id, song.id, now() - interval '1 minute' * song.seed
      FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM users
             ORDER BY id LIMIT 100) AS person
      JOIN songs AS song ON song.seed % (:songs / 500) = person.number % 20
"""


def fill(connection: psycopg.Connection, songs: int) -> None:
    """Write the songs, and what the triggers would have written one by one."""
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET maintenance_work_mem = '512MB'")
    for statement in (_PEOPLE, _SONGS, _CATEGORIES, _COVERS, _LIKES):
        connection.execute(statement.replace(":songs", str(songs)).encode())
    # Likes are made up in the songs already: the first statement would count the rows.
    for statement in FILL[1:]:
        connection.execute(statement.encode())
    connection.execute("VACUUM ANALYZE")
