"""I1 to I4: accounts, entries and holds agree, whoever wrote them."""

from typing import Final

from services.workflows.audit.invariants import Invariant
from services.workflows.audit.sql_rule import SqlRule

RULES: Final = (
    SqlRule(
        invariant=Invariant.I1,
        name="balance",
        query="""
            SELECT account.id AS subject, account.balance AS found,
                   coalesce(sum(entry.amount), 0) AS expected
            FROM credit_accounts AS account
            LEFT JOIN ledger_entries AS entry ON entry.account_id = account.id
            GROUP BY account.id
            HAVING account.balance <> coalesce(sum(entry.amount), 0)""",
        sentence="the balance of account {subject} is {found}, its entries make"
        " {expected}",
    ),
    SqlRule(
        invariant=Invariant.I2,
        name="set-aside",
        query="""
            SELECT account.id AS subject, account.reserved AS found,
                   coalesce(pending.credits, 0) AS expected
            FROM credit_accounts AS account
            LEFT JOIN (
                SELECT hold.account_id, sum(hold.reserved) AS credits
                FROM ledger_entries AS hold
                WHERE hold.kind = 'reserve' AND NOT EXISTS (
                    SELECT FROM ledger_entries AS entry
                    WHERE entry.song_id = hold.song_id
                    AND entry.kind IN ('capture', 'release'))
                GROUP BY hold.account_id
            ) AS pending ON pending.account_id = account.id
            WHERE account.reserved <> coalesce(pending.credits, 0)""",
        sentence="account {subject} has {found} set aside, its pending holds make"
        " {expected}",
    ),
    SqlRule(
        invariant=Invariant.I3,
        name="available",
        query="""
            SELECT id AS subject, balance, reserved FROM credit_accounts
            WHERE reserved < 0 OR balance < reserved""",
        sentence="account {subject} has {reserved} set aside of a balance of {balance}",
    ),
    SqlRule(
        invariant=Invariant.I4,
        name="hold",
        query="""
            SELECT song_id AS subject, min(account_id::text) AS account,
                   count(*) FILTER (WHERE kind = 'reserve') AS holds,
                   count(*) FILTER (WHERE kind = 'capture') AS captures,
                   count(*) FILTER (WHERE kind = 'release') AS releases,
                   sum(reserved) AS rest
            FROM ledger_entries WHERE song_id IS NOT NULL
            GROUP BY song_id
            HAVING count(*) FILTER (WHERE kind = 'reserve') > 1
                OR count(*) FILTER (WHERE kind IN ('capture', 'release')) > 1
                OR count(*) FILTER (WHERE kind = 'capture')
                    > count(*) FILTER (WHERE kind = 'reserve')
                OR count(*) FILTER (WHERE kind IN ('capture', 'release')) = 1
                    AND sum(reserved) <> 0
                OR min(account_id::text) <> max(account_id::text)""",
        sentence="the credit of song {subject} was held {holds} times, taken {captures}"
        " and released {releases} times, and {rest} of account {account} stay set aside",
        also=("account",),
    ),
)
