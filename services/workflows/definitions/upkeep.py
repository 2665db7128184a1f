"""One run of the upkeep: what nobody else has done is done, and told in Temporal's page."""

from datetime import timedelta
from typing import Final

from temporalio import workflow
from temporalio.common import RetryPolicy

from services.workflows.definitions.policies import ActivityOptions

with workflow.unsafe.imports_passed_through():
    from shared.contracts import task_queues
    from shared.contracts.activities import UpkeepActivities
    from shared.contracts.upkeep import UPKEEP, ErrandReport, RunErrand

# Given up before it could stand in the way of many runs: each looks at all there is.
_UPKEEPING: Final = ActivityOptions(
    task_queue=task_queues.WORKFLOWS,
    start_to_close_timeout=timedelta(minutes=20),
    schedule_to_close_timeout=timedelta(minutes=50),
    # One page of a bucket that has to be asked four times, half a minute each.
    heartbeat_timeout=timedelta(minutes=3),
    retry_policy=RetryPolicy(
        maximum_interval=timedelta(minutes=1),
        # Lives with the upkeep, which workflow code must not import.
        non_retryable_error_types=["ForeignBucket"],
    ),
)


@workflow.defn(name=UPKEEP)
class UpkeepWorkflow:
    @workflow.run
    async def run(self, request: RunErrand) -> ErrandReport:
        workflow.set_current_details(f"**{request.errand}**: looking.")
        report = await workflow.execute_activity_method(
            UpkeepActivities.run_errand,
            RunErrand(errand=request.errand, after=request.after or _left_over()),
            summary=str(request.errand),
            **_UPKEEPING,
        )
        workflow.set_current_details(_details(request, report))
        return report


def _left_over() -> str:
    """Where the schedule's last run stopped, if it did not come through."""
    last = workflow.get_last_completion_result(ErrandReport)
    return last.after if last is not None else ""


def _details(request: RunErrand, report: ErrandReport) -> str:
    found = sum(report.found.values())
    lines = [
        f"**{request.errand}**: {report.seen} looked at, {found} found,"
        f" {report.done} dealt with."
    ]
    for kind, count in report.found.items():
        ids = ", ".join(f"`{each}`" for each in report.ids.get(kind, ()))
        lines.append(f"`{kind}`: {count}" + (f" ({ids})" if ids else ""))
    if report.after:
        lines.append("The next run goes on from where this one stopped.")
    return "\n\n".join(lines)
