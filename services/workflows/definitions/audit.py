"""One audit: what is always true is asked of all three places, and told in Temporal's page."""

from datetime import timedelta
from typing import Final

from temporalio import workflow
from temporalio.common import RetryPolicy

from services.workflows.definitions.policies import ActivityOptions

with workflow.unsafe.imports_passed_through():
    from shared.contracts import search_attributes, task_queues
    from shared.contracts.activities import AuditActivities
    from shared.contracts.audit import AUDIT, Audit, Audited

# Given up before the next run, which looks at the same things again.
_AUDITING: Final = ActivityOptions(
    task_queue=task_queues.WORKFLOWS,
    start_to_close_timeout=timedelta(minutes=50),
    schedule_to_close_timeout=timedelta(minutes=55),
    heartbeat_timeout=timedelta(minutes=1),
    retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=5)),
)


@workflow.defn(name=AUDIT)
class AuditWorkflow:
    """Completes whatever it finds; it fails only when it could not look.

    A violation is a result, and has its own alarm, the metric. Were the run to fail as
    well, "the books are wrong" and "nobody has looked at the books" would look alike. In
    the list, ``AuditOutcome = "violated"`` finds the runs that found something.
    """

    @workflow.run
    async def run(self, request: Audit) -> Audited:
        workflow.set_current_details("Looking.")
        audited = await workflow.execute_activity_method(
            AuditActivities.audit, request, **_AUDITING
        )
        outcome = "clean" if audited.is_clean else "violated"
        workflow.upsert_search_attributes(
            [search_attributes.AUDIT_OUTCOME.value_set(outcome)]
        )
        workflow.set_current_details(_details(audited))
        return audited


def _details(audited: Audited) -> str:
    looked = f"{audited.songs} songs and {audited.objects} objects"
    lines = [f"**{audited.violations} violations** in {looked}."]
    broken = {name: count for name, count in audited.by_invariant.items() if count}
    if broken:
        lines.append(", ".join(f"{name}: {count}" for name, count in broken.items()))
    if audited.unexamined:
        lines.append(f"{audited.unexamined} more are suspected.")
    lines += [f"- {sentence}" for sentence in audited.sentences]
    return "\n\n".join(lines)
