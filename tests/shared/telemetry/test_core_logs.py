"""What Temporal's client says of itself goes the way of all logs."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio.service import RPCError

from shared.settings import MetricsSettings, TemporalSettings
from shared.telemetry.process import Telemetry
from shared.telemetry.prometheus import runtime_of
from shared.temporal import connect
from tests.e2e.waiting import until_true
from tests.faults.links import Fault
from tests.faults.proxy import FaultProxy

_PATIENCE = timedelta(seconds=5)


async def test_a_call_that_is_tried_again_is_told_by_our_loggers(
    temporal_settings: TemporalSettings, caplog: pytest.LogCaptureFixture
) -> None:
    port = int(temporal_settings.address.rpartition(":")[2])

    async with FaultProxy("temporal", lambda: port).listening() as proxy:
        client = await connect(
            TemporalSettings(address=f"127.0.0.1:{proxy.port}"),
            telemetry=Telemetry(runtime=runtime_of(MetricsSettings())),
        )
        proxy.turn(Fault.REFUSED)
        with pytest.raises(RPCError):
            await client.start_workflow(
                "Nobody", id=f"{uuid4()}", task_queue="nobody", rpc_timeout=_PATIENCE
            )

        async def is_told() -> bool:
            return any("start_workflow_execution" in each for each in told(caplog))

        await until_true(is_told, what="the retries are told", within_seconds=20)


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("temporalio.core")
        and record.levelno >= logging.WARNING
    ]
