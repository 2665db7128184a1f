"""When one of the three cannot be asked: which, and what to do about it, in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from botocore.exceptions import BotoCoreError, ClientError
from temporalio.service import RPCError

from shared.redaction import masked

_LONGEST_REASON: Final = 200


class CannotAsk(Exception):
    """Nothing is known then: neither that all is well nor that something is wrong."""

    def __init__(self, place: str, *, why: str, remedy: str) -> None:
        super().__init__(f"{place} cannot be asked ({why}): {remedy}")
        self.place = place


@contextmanager
def asking_postgres() -> Iterator[None]:
    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
        raise CannotAsk(
            "Postgres",
            why=_reason(error),
            remedy="bring its tables up to date with"
            " `python -m services.gateway.migrate`.",
        ) from error
    except psycopg.Error as error:
        raise CannotAsk(
            "Postgres",
            why=_reason(error),
            remedy="see that it runs and that DATABASE_URL leads to it.",
        ) from error


@contextmanager
def asking_the_bucket() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise CannotAsk(
            "The bucket",
            why=_reason(error),
            remedy="see that it runs, and that S3_ENDPOINT_URL, S3_BUCKET_NAME and the"
            " keys are right.",
        ) from error


@contextmanager
def asking_temporal() -> Iterator[None]:
    try:
        yield
    # A client that has never been connected says so by a RuntimeError only.
    except (RPCError, RuntimeError) as error:
        raise CannotAsk(
            "Temporal",
            why=_reason(error),
            remedy="see that it runs and that TEMPORAL_ADDRESS leads to it.",
        ) from error


def _reason(error: Exception) -> str:
    """Its first line, without what opens doors."""
    first = (str(error).splitlines() or [type(error).__name__])[0]
    return masked(first).rstrip(".")[:_LONGEST_REASON]
