"""Somebody who has been here for long: songs of every kind, and few credits."""

from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import uuid4

from tests.browser.people import Person, client_of, new_person
from tests.browser.songs import SECONDS, publish, ready_song
from tests.e2e.asking import LYRICS, ask_for, ended
from tests.e2e.stack import RunningStack

MANY = 24
"""Songs in the library: more than any screen shows."""
_SPEND_ALL_BUT_ONE = """
    INSERT INTO ledger_entries
      (id, account_id, kind, amount, reserved, balance_after, note, idempotency_key, created_at)
    SELECT gen_random_uuid(), id, 'take_back', 1 + reserved - balance, 0, 0, 'Order refunded', %(key)s, now()
    FROM credit_accounts
    WHERE id = (SELECT id FROM users WHERE email = %(email)s) AND balance > reserved + 1
"""
_FAIL = """
    UPDATE songs SET status = 'failed', failure_code = 'engine_lost',
      failure_message = 'The engine stopped in the middle of composing.'
    WHERE id = %(song)s
"""
_COPY = """
    INSERT INTO songs SELECT (jsonb_populate_record(song, jsonb_build_object(
      'id', gen_random_uuid(), 'created_at', song.created_at - number * interval '1 hour',
      'title', 'A rather long title, as some people like to give, of song ' || number
    ))).* FROM songs AS song, generate_series(1, %(many)s) AS number WHERE song.id = %(song)s
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Regular:
    """A person with their songs, by id."""

    person: Person
    id: str
    own: str
    """Ready, for them alone."""
    published: str
    failed: str
    cancelled: str


async def new_regular(stack: RunningStack) -> Regular:
    person = await new_person(stack.url, name="Ines")
    async with client_of(person, stack.url) as client:
        own = await ready_song(client, title="Counting Pennies on the Tin")
        heard = await publish(
            client, await ready_song(client, title="Lamps Along the Quay")
        )
        stopped = []
        for _ in range(2):
            [song] = await ask_for(client, {**LYRICS, "audio_duration": 20 * SECONDS})
            await client.post(f"/api/songs/{song['id']}/cancel")
            stopped.append(await ended(client, song))
    failed, cancelled = (song["id"] for song in stopped)
    _write(stack, _FAIL, song=failed)
    _write(stack, _COPY, song=own["id"], many=MANY)
    leave_one_credit(stack, person)
    return Regular(
        person=person,
        id=own["owner"]["id"],
        own=own["id"],
        published=heard["id"],
        failed=failed,
        cancelled=cancelled,
    )


def leave_one_credit(stack: RunningStack, person: Person) -> None:
    _write(stack, _SPEND_ALL_BUT_ONE, key=uuid4().hex, email=person.email)


def let_proofs_lapse(stack: RunningStack, person: Person) -> None:
    """As if they had signed in yesterday: sensitive changes ask who is there."""
    _write(
        stack,
        "UPDATE sessions SET authenticated_at = now() - interval '1 day'"
        " WHERE user_id = (SELECT id FROM users WHERE email = %(email)s)",
        email=person.email,
    )


def _write(stack: RunningStack, statement: LiteralString, **values: Any) -> None:
    with stack.database() as database:
        assert database.execute(statement, values).rowcount
