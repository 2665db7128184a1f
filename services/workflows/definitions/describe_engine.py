"""Asks the inference workers which models they have loaded."""

from temporalio import workflow

from services.workflows.definitions import policies

with workflow.unsafe.imports_passed_through():
    from shared.contracts.activities import InferenceActivities
    from shared.contracts.engine import DESCRIBE_ENGINE, EngineReport


@workflow.defn(name=DESCRIBE_ENGINE)
class DescribeEngineWorkflow:
    @workflow.run
    async def run(self) -> EngineReport:
        return await workflow.execute_activity_method(
            InferenceActivities.describe_engine, **policies.ASKING
        )
