"""From a Temporal failure to the reason a song failed."""

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.exceptions import TimeoutError as TemporalTimeout

with workflow.unsafe.imports_passed_through():
    from shared.domain.failures import Failure, failure_of
    from shared.errors import DomainError


def failure_from(error: BaseException) -> Failure:
    return failure_of(_type_below(error))


def was_refused_as(refusal: type[DomainError], error: BaseException) -> bool:
    return _type_below(error) == refusal.__name__


def _type_below(error: BaseException) -> str:
    """The class name of what an activity raised, below Temporal's wrappers."""
    cause: BaseException | None = error
    while isinstance(cause, FailureError):
        if isinstance(cause, ApplicationError) and cause.type:
            return cause.type
        if isinstance(cause, TemporalTimeout):
            return TimeoutError.__name__
        cause = cause.cause
    return ""
