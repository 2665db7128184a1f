"""Which of the servers it was that did not answer."""

from botocore.exceptions import BotoCoreError, ClientError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.client import Client
from temporalio.service import RPCError

from services.workflows.upkeep.fates import PATIENCE
from shared.redaction import masked

OUTAGES = (
    OperationalError,
    PoolTimeout,
    RPCError,
    BotoCoreError,
    ClientError,
)


async def absence_of(temporal: Client) -> Exception | None:
    """Why Temporal cannot be asked, if it cannot; connects a client that is not yet."""
    try:
        await temporal.service_client.check_health(timeout=PATIENCE)
    # The second is what a client says that has never been connected.
    except (RPCError, RuntimeError) as error:
        return error
    return None


def place_of(error: Exception) -> str:
    match error:
        case OperationalError() | PoolTimeout():
            return "Postgres (DATABASE_URL)"
        case BotoCoreError() | ClientError():
            return "The bucket (S3_ENDPOINT_URL)"
        case _:
            return "Temporal (TEMPORAL_ADDRESS)"


def reason_of(error: Exception) -> str:
    """Its first line, without what opens doors."""
    said = str(error.orig) if isinstance(error, OperationalError) else str(error)
    return masked((said.splitlines() or [type(error).__name__])[0]).rstrip(".")
