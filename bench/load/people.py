"""People who are signed in, by the hundred, without waiting for their passwords."""

from collections.abc import Sequence
from typing import Final

import psycopg

# A gateway learns of nobody's use of a session within its first minute: no writes meanwhile.
_PEOPLE: Final = """
    INSERT INTO users (id, email, name, email_verified, created_at)
    SELECT md5('person' || n)::uuid, n || '@example.org', 'Person ' || n, true, now()
      FROM generate_series(0, %(people)s - 1) AS n ON CONFLICT DO NOTHING
"""
_ACCOUNTS: Final = """
    INSERT INTO credit_accounts (id, balance, reserved)
    SELECT md5('person' || n)::uuid, 0, 0 FROM generate_series(0, %(people)s - 1) AS n
"""
_CREDITS: Final = """
    INSERT INTO ledger_entries (id, account_id, kind, amount, reserved, balance_after,
      note, idempotency_key, created_at)
    SELECT gen_random_uuid(), md5('person' || n)::uuid, 'grant', 100000, 0, 0, '',
      'load:' || n, now() FROM generate_series(0, %(people)s - 1) AS n
"""
_SESSIONS: Final = """
    INSERT INTO sessions (id, user_id, token_sha256, user_agent, address, created_at,
      authenticated_at, last_seen_at, expires_at)
    SELECT gen_random_uuid(), md5('person' || n)::uuid, sha256(('person' || n)::bytea),
      '', '', now(), now(), now(), now() + interval '1 day'
      FROM generate_series(0, %(people)s - 1) AS n
"""


def sign_in(connection: psycopg.Connection, people: int) -> Sequence[str]:
    """As many people with a session and credits; the cookie that each brings along."""
    for statement in (_PEOPLE, _ACCOUNTS, _CREDITS, _SESSIONS):
        connection.execute(statement, {"people": people})
    return [f"session=person{number}" for number in range(people)]
