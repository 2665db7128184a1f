"""From a Temporal failure to the reason a song failed."""

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.exceptions import TimeoutError as TemporalTimeout

with workflow.unsafe.imports_passed_through():
    from shared.domain.failures import Failure, failure_of


def failure_from(error: BaseException) -> Failure:
    """Look below the wrappers for the error that an activity raised."""
    cause: BaseException | None = error
    while isinstance(cause, FailureError):
        if isinstance(cause, ApplicationError) and cause.type:
            return failure_of(cause.type)
        if isinstance(cause, TemporalTimeout):
            return failure_of(TimeoutError.__name__)
        cause = cause.cause
    return failure_of("")
