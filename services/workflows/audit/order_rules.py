"""I9 and I10: an order moves credits once, and so does what tells of it."""

from typing import Final

from services.workflows.audit.invariants import Invariant
from services.workflows.audit.sql_rule import SqlRule

RULES: Final = (
    SqlRule(
        invariant=Invariant.I9,
        name="order",
        query="""
            SELECT coalesce(bought.id, entry.order_id) AS subject,
                   coalesce(entry.grants, 0) AS grants,
                   coalesce(entry.granted, 0) AS granted,
                   coalesce(entry.taken, 0) AS taken,
                   coalesce(bought.credits_granted, 0) AS told_granted,
                   coalesce(bought.credits_taken_back, 0) AS told_taken,
                   coalesce(entry.account, bought.account_id::text) AS account
            FROM orders AS bought
            FULL JOIN (
                SELECT order_id, min(account_id::text) AS account,
                       count(*) FILTER (WHERE kind = 'grant') AS grants,
                       coalesce(sum(amount) FILTER (WHERE kind = 'grant'), 0) AS granted,
                       -coalesce(sum(amount) FILTER (WHERE kind = 'take_back'), 0) AS taken
                FROM ledger_entries WHERE order_id IS NOT NULL
                GROUP BY order_id
            ) AS entry ON entry.order_id = bought.id
            WHERE coalesce(entry.grants, 0) > 1
                OR coalesce(entry.taken, 0) > coalesce(entry.granted, 0)
                OR coalesce(entry.granted, 0) <> coalesce(bought.credits_granted, 0)
                OR coalesce(entry.taken, 0) <> coalesce(bought.credits_taken_back, 0)""",
        sentence="order {subject} has {grants} grants of {granted} credits in all, of"
        " which {taken} were taken back; its row says {told_granted} and {told_taken}"
        " (account {account})",
        also=("account",),
    ),
    SqlRule(
        invariant=Invariant.I10,
        name="inbox",
        query="""
            SELECT id AS subject, count(*) AS times,
                   count(*) FILTER (WHERE outcome = '') AS undone
            FROM webhook_deliveries
            GROUP BY id
            HAVING count(*) > 1 OR count(*) FILTER (WHERE outcome = '') > 0""",
        sentence="delivery {subject} is in the inbox {times} times, {undone} of them"
        " without an outcome",
        kind="text",
    ),
    SqlRule(
        invariant=Invariant.I10,
        name="movement",
        query="""
            SELECT idempotency_key AS subject, count(*) AS times,
                   min(account_id::text) AS account
            FROM ledger_entries
            GROUP BY idempotency_key HAVING count(*) > 1""",
        sentence="the ledger has the movement {subject} {times} times (account {account})",
        also=("account",),
        kind="text",
    ),
)
