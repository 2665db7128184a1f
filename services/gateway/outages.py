"""What the gateway says when a server it needs does not answer."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.service import RPCError, RPCStatusCode

from shared.errors import DomainError

# Those that the SDK tries again, and how its patience ends. A connection that breaks in the
# middle of a call is UNKNOWN ("transport error") or INTERNAL (a broken HTTP/2 stream).
_AWAY = frozenset(
    {
        RPCStatusCode.ABORTED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.DATA_LOSS,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.INTERNAL,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.UNKNOWN,
    }
)


class Unavailable(DomainError):
    """Nobody's fault who asks: the same request will do later."""

    def __init__(self) -> None:
        super().__init__("A part of the service does not answer; please try again.")
        self.retry_after_seconds = 5


@contextmanager
def asking_temporal() -> Iterator[None]:
    """Tell an outage of Temporal from a refusal; the latter rises as it is."""
    try:
        yield
    except RuntimeError as error:
        # A client that has never been connected says so in this way only.
        raise Unavailable from error
    except RPCError as error:
        if error.status not in _AWAY:
            raise
        raise Unavailable from error
