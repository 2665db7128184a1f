"""What a gateway asks of the servers behind it, as these count it themselves."""

import re
import urllib.request
from dataclasses import dataclass
from typing import Final

import psycopg

_STATEMENTS: Final = """
    SELECT coalesce(sum(calls), 0) FROM pg_stat_statements
     WHERE query NOT LIKE '%pg_stat_statements%'
"""
_REQUESTS: Final = re.compile(
    r'^service_requests\{[^}]*operation="(?:Describe|Start)\w+"[^}]*'
    r'service_name="frontend"[^}]*\} ([\d.e+]+)$',
    re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    statements: int
    """Of Postgres; beginnings and ends of transactions count too."""
    calls: int
    """Of Temporal."""


def begin_counting(connection: psycopg.Connection) -> None:
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")


def asked(connection: psycopg.Connection, metrics_url: str | None) -> Asked:
    """So far; the difference of two is what was asked between them."""
    row = connection.execute(_STATEMENTS).fetchone()
    assert row
    calls = 0.0
    if metrics_url is not None:
        with urllib.request.urlopen(metrics_url, timeout=10) as answer:  # noqa: S310
            calls = sum(map(float, _REQUESTS.findall(answer.read().decode())))
    return Asked(statements=int(row[0]), calls=int(calls))
