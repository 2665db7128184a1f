"""Who and what a log line of a worker is about: the same names in workflows and activities."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from structlog.contextvars import bind_contextvars, bound_contextvars
from temporalio import activity, workflow
from temporalio.api.common.v1 import Payload
from temporalio.client import Interceptor as ClientInterceptor
from temporalio.converter import PayloadConverter
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    ExecuteWorkflowInput,
    Interceptor,
    StartActivityInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)
from typing_extensions import override

from shared.telemetry.origin import REQUEST_ID

_HEADER: Final = "log-context"
_PAYLOADS: Final = PayloadConverter.default
_NAMES: Final = {
    "song_id": "song_id",
    "owner_id": "user_id",
    "user_id": "user_id",
    "mail_id": "mail_id",
}
"""Fields of what a workflow or an activity is given, and what logs call them."""


class LogContext(ClientInterceptor, Interceptor):
    """Given to a client, whose workers take it over."""

    def __init__(self) -> None:
        # Else each line would repeat, as text, what it carries as fields.
        workflow.logger.workflow_info_on_message = False
        activity.logger.activity_info_on_message = False

    @override
    def intercept_activity(
        self, next: ActivityInboundInterceptor
    ) -> ActivityInboundInterceptor:
        return _InActivities(next)

    @override
    def workflow_interceptor_class(
        self, input: WorkflowInterceptorClassInput
    ) -> type[WorkflowInboundInterceptor]:
        return _InWorkflows


class _InActivities(ActivityInboundInterceptor):
    @override
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        info = activity.info()
        facts = {
            **_carried(input.headers),
            **_facts_of(input.args),
            "workflow_id": info.workflow_id,
            "activity": info.activity_type,
            "attempt": info.attempt,
        }
        with bound_contextvars(**facts):
            return await super().execute_activity(input)


class _InWorkflows(WorkflowInboundInterceptor):
    def __init__(self, inner: WorkflowInboundInterceptor) -> None:
        super().__init__(inner)
        self.facts: dict[str, str] = {}

    @override
    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        super().init(_OutOfWorkflows(outbound, self))

    @override
    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:
        asked_in = workflow.memo_value(REQUEST_ID, "", type_hint=str)
        self.facts = {
            **({REQUEST_ID: asked_in} if asked_in else {}),
            **_facts_of(input.args),
        }
        # Not taken back: the context is this workflow's own and goes with it. An evicted
        # one ends in a foreign context, where it could not be taken back anyway.
        bind_contextvars(workflow_id=workflow.info().workflow_id, **self.facts)
        return await super().execute_workflow(input)


class _OutOfWorkflows(WorkflowOutboundInterceptor):
    """Activities are given what only their workflow knows."""

    def __init__(
        self, inner: WorkflowOutboundInterceptor, inbound: _InWorkflows
    ) -> None:
        super().__init__(inner)
        self._inbound = inbound

    @override
    def start_activity(self, input: StartActivityInput) -> workflow.ActivityHandle[Any]:
        carried = {_HEADER: _PAYLOADS.to_payload(self._inbound.facts)}
        input.headers = {**input.headers, **carried}
        return super().start_activity(input)


def _carried(headers: Mapping[str, Payload]) -> dict[str, str]:
    if _HEADER not in headers:
        return {}
    facts: dict[str, str] = _PAYLOADS.from_payload(headers[_HEADER])
    return facts


def _facts_of(args: Sequence[object]) -> dict[str, str]:
    """Of the one thing that a workflow or an activity is given."""
    return {
        known: str(value)
        for name, known in _NAMES.items()
        for given in args[:1]
        if (value := getattr(given, name, None)) is not None
    }
