"""What the database itself keeps of the feed: counters, scores and the words to search.

Whoever writes a like, a listen, a title or a name need not know of the feed: a row of
``feed_songs`` is there exactly while its song is published and ready.

``trending_score`` is the "hot" rank that Reddit published (``_hot`` in its open-source
``r2/r2/lib/db/_sorts.pyx``): the logarithm of the votes plus the time of publication. It
never changes by itself, so an index can hold it; a song with ten times the points ranks
like one that was published two days later. In millionths. The logarithm is rounded, so
that the thousandth listen need not move a row.
"""

from typing import Final

_SCORES: Final = (
    """
    CREATE FUNCTION trending_score(likes int, listens int, published_at timestamptz)
    RETURNS bigint LANGUAGE sql STABLE AS $$
      SELECT (round(log(1 + 5 * likes + listens::numeric), 2) * 1000000)::bigint
        + floor((extract(epoch FROM published_at) - 1767225600) * 1000000 / 172800)::bigint
    $$
    """,
    """
    CREATE FUNCTION feed_words_of(title text, prompt text, owner text)
    RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT ' ' || lower(title || ' ' || prompt || ' ' || owner)
    $$
    """,
)

_ENTRIES: Final = (
    """
    CREATE FUNCTION stamp_publication() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.published_at := clock_timestamp();
      RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION keep_feed_categories(changed uuid) RETURNS void LANGUAGE sql AS $$
      DELETE FROM feed_categories AS entry WHERE song_id = changed AND NOT EXISTS (
        SELECT FROM song_categories AS link
         WHERE link.song_id = changed AND link.category = entry.category);
      INSERT INTO feed_categories (category, song_id, published_at, trending_score)
      SELECT category, song_id, published_at, trending_score
        FROM feed_songs JOIN song_categories USING (song_id) WHERE song_id = changed
      ON CONFLICT (category, song_id) DO UPDATE SET
        published_at = EXCLUDED.published_at, trending_score = EXCLUDED.trending_score;
    $$
    """,
    """
    CREATE FUNCTION enter_feed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT (NEW.published AND NEW.status = 'ready') THEN
        DELETE FROM feed_songs WHERE song_id = NEW.id;
        RETURN NULL;
      END IF;
      INSERT INTO feed_songs (song_id, owner_id, published_at, trending_score)
      VALUES (NEW.id, NEW.owner_id, NEW.published_at,
              trending_score(NEW.like_count, NEW.listen_count, NEW.published_at))
      ON CONFLICT (song_id) DO UPDATE SET
        owner_id = EXCLUDED.owner_id, published_at = EXCLUDED.published_at,
        trending_score = EXCLUDED.trending_score;
      INSERT INTO feed_words (song_id, words)
      SELECT NEW.id, feed_words_of(NEW.title, NEW.prompt, name)
        -- Held, so that a person who takes another name meanwhile is not missed.
        FROM users WHERE id = NEW.owner_id FOR SHARE
      ON CONFLICT (song_id) DO UPDATE SET words = EXCLUDED.words
        WHERE feed_words.words <> EXCLUDED.words;
      PERFORM keep_feed_categories(NEW.id);
      RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION rank_in_feed() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      score bigint :=
        trending_score(NEW.like_count, NEW.listen_count, NEW.published_at);
    BEGIN
      UPDATE feed_songs SET trending_score = score
       WHERE song_id = NEW.id AND trending_score <> score;
      IF FOUND THEN
        UPDATE feed_categories SET trending_score = score WHERE song_id = NEW.id;
      END IF;
      RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION recategorise_in_feed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM keep_feed_categories(coalesce(NEW.song_id, OLD.song_id));
      RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION rename_in_feed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE feed_words SET words = feed_words_of(song.title, song.prompt, NEW.name)
        FROM songs AS song WHERE song.owner_id = NEW.id AND song.id = song_id;
      RETURN NULL;
    END $$
    """,
)

_COUNTERS: Final = (
    """
    CREATE FUNCTION count_likes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- In one order, so that two people who are erased at once do not block each other.
      PERFORM FROM songs WHERE id IN (SELECT song_id FROM changed)
        ORDER BY id FOR NO KEY UPDATE;
      UPDATE songs SET like_count =
        like_count + CASE TG_OP WHEN 'INSERT' THEN times ELSE -times END
        FROM (SELECT song_id, count(*) AS times FROM changed GROUP BY song_id) AS liked
       WHERE id = song_id;
      RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION count_listens() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE songs SET listen_count =
        listen_count + coalesce(NEW.times, 0) - coalesce(OLD.times, 0)
       WHERE id = coalesce(NEW.song_id, OLD.song_id);
      RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION count_categories() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- Runs at the end of a transaction. One at a time: its rows come in any order.
      PERFORM pg_advisory_xact_lock(7235611);
      UPDATE categories
         SET song_count = song_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
       WHERE name = coalesce(NEW.category, OLD.category);
      RETURN NULL;
    END $$
    """,
)

_TRIGGERS: Final = (
    "CREATE TRIGGER stamp_publication BEFORE INSERT OR UPDATE ON songs FOR EACH ROW"
    " WHEN (NEW.published AND NEW.published_at IS NULL)"
    " EXECUTE FUNCTION stamp_publication()",
    "CREATE TRIGGER enter_feed_at_once AFTER INSERT ON songs FOR EACH ROW"
    " WHEN (NEW.published AND NEW.status = 'ready') EXECUTE FUNCTION enter_feed()",
    "CREATE TRIGGER enter_feed AFTER UPDATE ON songs FOR EACH ROW"
    " WHEN ((OLD.published, OLD.status, OLD.published_at, OLD.owner_id, OLD.title,"
    " OLD.prompt) IS DISTINCT FROM (NEW.published, NEW.status, NEW.published_at,"
    " NEW.owner_id, NEW.title, NEW.prompt))"
    " EXECUTE FUNCTION enter_feed()",
    "CREATE TRIGGER rank_in_feed AFTER UPDATE ON songs FOR EACH ROW"
    " WHEN (NEW.published AND (OLD.like_count, OLD.listen_count)"
    " IS DISTINCT FROM (NEW.like_count, NEW.listen_count))"
    " EXECUTE FUNCTION rank_in_feed()",
    "CREATE TRIGGER recategorise_in_feed AFTER INSERT OR DELETE ON song_categories"
    " FOR EACH ROW EXECUTE FUNCTION recategorise_in_feed()",
    "CREATE TRIGGER rename_in_feed AFTER UPDATE ON users FOR EACH ROW"
    " WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION rename_in_feed()",
    "CREATE TRIGGER count_new_likes AFTER INSERT ON likes"
    " REFERENCING NEW TABLE AS changed"
    " FOR EACH STATEMENT EXECUTE FUNCTION count_likes()",
    "CREATE TRIGGER count_lost_likes AFTER DELETE ON likes"
    " REFERENCING OLD TABLE AS changed"
    " FOR EACH STATEMENT EXECUTE FUNCTION count_likes()",
    "CREATE TRIGGER count_new_listens AFTER INSERT OR UPDATE ON listens"
    " FOR EACH ROW EXECUTE FUNCTION count_listens()",
    # A visitor's row is only remembered for an hour; the listen stays counted.
    "CREATE TRIGGER count_lost_listens AFTER DELETE ON listens FOR EACH ROW"
    " WHEN (OLD.user_id IS NOT NULL) EXECUTE FUNCTION count_listens()",
    "CREATE CONSTRAINT TRIGGER count_categories AFTER INSERT OR DELETE"
    " ON feed_categories DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION count_categories()",
)

FILL: Final = (
    "UPDATE songs SET like_count ="
    " (SELECT count(*) FROM likes WHERE likes.song_id = songs.id)",
    """
    INSERT INTO feed_songs (song_id, owner_id, published_at, trending_score)
    SELECT id, owner_id, published_at,
           trending_score(like_count, listen_count, published_at)
      FROM songs WHERE published AND status = 'ready'
    """,
    """
    INSERT INTO feed_words (song_id, words)
    SELECT song.id, feed_words_of(title, prompt, name)
      FROM feed_songs JOIN songs AS song ON song.id = song_id
      JOIN users ON users.id = song.owner_id
    """,
    """
    INSERT INTO feed_categories (category, song_id, published_at, trending_score)
    SELECT category, song_id, published_at, trending_score
      FROM feed_songs JOIN song_categories USING (song_id)
    """,
    "UPDATE categories SET song_count ="
    " (SELECT count(*) FROM feed_categories WHERE category = name)",
)
"""Derives everything from the songs that are there; the tables must be empty."""

FUNCTIONS: Final = (*_SCORES, *_ENTRIES, *_COUNTERS)
TRIGGERS: Final = _TRIGGERS

DROP: Final = (
    "DROP TRIGGER stamp_publication ON songs",
    "DROP TRIGGER enter_feed_at_once ON songs",
    "DROP TRIGGER enter_feed ON songs",
    "DROP TRIGGER rank_in_feed ON songs",
    "DROP TRIGGER recategorise_in_feed ON song_categories",
    "DROP TRIGGER rename_in_feed ON users",
    "DROP TRIGGER count_new_likes ON likes",
    "DROP TRIGGER count_lost_likes ON likes",
)
"""The triggers of tables that stay; the others go with theirs."""

DROP_FUNCTIONS: Final = tuple(
    f"DROP FUNCTION {name}"
    for name in (
        "count_categories",
        "count_listens",
        "count_likes",
        "rename_in_feed",
        "recategorise_in_feed",
        "rank_in_feed",
        "enter_feed",
        "keep_feed_categories",
        "stamp_publication",
        "feed_words_of",
        "trending_score",
    )
)
