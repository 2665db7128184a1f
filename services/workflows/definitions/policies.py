"""How long each kind of activity may take, and how it is retried."""

from dataclasses import replace
from datetime import timedelta
from typing import TypedDict
from uuid import UUID

from temporalio import workflow
from temporalio.common import Priority, RetryPolicy
from temporalio.workflow import ActivityCancellationType

with workflow.unsafe.imports_passed_through():
    from shared.contracts import task_queues
    from shared.domain.credits import InsufficientCredits
    from shared.domain.lanes import Lane
    from shared.domain.songs import CancelRequested, InvalidTransition
    from shared.errors import NotFound

# Temporal compares error types by class name, so refused work is listed by class.
# The last two live in the ledger, which workflow code must not import.
_REFUSALS = [
    CancelRequested.__name__,
    InsufficientCredits.__name__,
    InvalidTransition.__name__,
    NotFound.__name__,
    "AlreadyReleased",
    "NothingReserved",
]

# The same request would come out alike again: the engine has tried its other ways itself.
# These live in the inference worker, which workflow code must not import either.
_HOPELESS = ["BadAudio", "OutOfMemory", "UnusableWords"]

_PATIENT = RetryPolicy(
    maximum_interval=timedelta(seconds=15), non_retryable_error_types=_REFUSALS
)


class ActivityOptions(TypedDict, total=False):
    task_queue: str
    start_to_close_timeout: timedelta
    schedule_to_close_timeout: timedelta
    schedule_to_start_timeout: timedelta
    heartbeat_timeout: timedelta
    retry_policy: RetryPolicy
    cancellation_type: ActivityCancellationType
    priority: Priority


# Workers beat every two seconds at least: ten silent ones mean that one is gone.
NOTICE_OF_DEATH = timedelta(seconds=10)

# Retried for as long as the database is away: a song waits, it is not lost.
DATABASE = ActivityOptions(
    task_queue=task_queues.WORKFLOWS,
    start_to_close_timeout=timedelta(seconds=20),
    heartbeat_timeout=NOTICE_OF_DEATH,
    retry_policy=_PATIENT,
)

# Long enough to outlive an outage of the bucket.
CLEANING = ActivityOptions(
    task_queue=task_queues.WORKFLOWS,
    start_to_close_timeout=timedelta(minutes=1),
    schedule_to_close_timeout=timedelta(hours=24),
    heartbeat_timeout=NOTICE_OF_DEATH,
    retry_policy=_PATIENT,
)

# A mail server that is away, or full, or set up wrongly, has a day to be mended.
MAILING = ActivityOptions(
    task_queue=task_queues.WORKFLOWS,
    start_to_close_timeout=timedelta(minutes=2),
    schedule_to_close_timeout=timedelta(hours=24),
    heartbeat_timeout=NOTICE_OF_DEATH,
    retry_policy=RetryPolicy(
        maximum_interval=timedelta(minutes=15),
        # Lives with the activity, which workflow code must not import.
        non_retryable_error_types=["MailRefused"],
    ),
)

# A cancelled model activity is seen to end before the saga goes on: otherwise it could
# store an object after the clean-up, or hold the GPU for a song nobody waits for.
_SEEN_TO_END = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED

# The lanes are ranked, and people take turns within each. What is begun goes on first:
# otherwise a person's hundred songs would all be written before one is composed.
_FINISHING, _GOING_ON, _BEGINNING, _YIELDING = (
    Priority(priority_key=lane)
    for lane in (Lane.FINISHING, Lane.COMPOSING, Lane.SINGLE, Lane.BULK)
)

WRITING = ActivityOptions(
    priority=_BEGINNING,
    task_queue=task_queues.GPU,
    start_to_close_timeout=timedelta(minutes=3),
    schedule_to_close_timeout=timedelta(hours=6),
    heartbeat_timeout=NOTICE_OF_DEATH,
    retry_policy=RetryPolicy(maximum_attempts=5, non_retryable_error_types=_HOPELESS),
    cancellation_type=_SEEN_TO_END,
)

COMPOSING = ActivityOptions(
    priority=_GOING_ON,
    task_queue=task_queues.GPU,
    start_to_close_timeout=timedelta(minutes=10),
    schedule_to_close_timeout=timedelta(hours=6),
    heartbeat_timeout=NOTICE_OF_DEATH,
    retry_policy=RetryPolicy(maximum_attempts=5, non_retryable_error_types=_HOPELESS),
    cancellation_type=_SEEN_TO_END,
)

# Fewer tries: a song does not wait long for its picture.
PAINTING = ActivityOptions(
    priority=_GOING_ON,
    task_queue=task_queues.GPU,
    start_to_close_timeout=timedelta(minutes=2),
    schedule_to_close_timeout=timedelta(hours=6),
    heartbeat_timeout=NOTICE_OF_DEATH,
    retry_policy=RetryPolicy(maximum_attempts=3),
    cancellation_type=_SEEN_TO_END,
)

# Only CPU and storage from here on: worth many tries, since the song is made.
FINISHING = ActivityOptions(
    priority=_FINISHING,
    task_queue=task_queues.GPU,
    start_to_close_timeout=timedelta(minutes=5),
    schedule_to_close_timeout=timedelta(hours=6),
    heartbeat_timeout=NOTICE_OF_DEATH,
    retry_policy=RetryPolicy(
        maximum_interval=timedelta(seconds=30),
        # A master that is gone does not come back.
        non_retryable_error_types=[NotFound.__name__],
    ),
    cancellation_type=_SEEN_TO_END,
)

# Answered at once, by whoever has a free place.
ASKING = ActivityOptions(
    priority=_FINISHING,
    task_queue=task_queues.GPU,
    start_to_close_timeout=timedelta(seconds=10),
    schedule_to_close_timeout=timedelta(minutes=1),
    retry_policy=RetryPolicy(),
)


def yielding(options: ActivityOptions, seconds: float) -> ActivityOptions:
    """The same work, behind all other; it times out if it is not begun in so long."""
    return ActivityOptions(
        **{
            **options,
            "priority": _YIELDING,
            "schedule_to_start_timeout": timedelta(seconds=seconds),
        }
    )


def for_owner(options: ActivityOptions, owner_id: UUID) -> ActivityOptions:
    """The same work as one person's turn: an own priority would hide the workflow's."""
    priority = replace(options["priority"], fairness_key=str(owner_id))
    return ActivityOptions(**{**options, "priority": priority})
