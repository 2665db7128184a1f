"""Beats for activities that wait for a database, a bucket or a mail server."""

import asyncio
from datetime import timedelta
from typing import Any, Final

from temporalio import activity
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
)
from typing_extensions import override

from services.workflows.definitions.policies import NOTICE_OF_DEATH

BEAT: Final = timedelta(seconds=2)


class Beating(Interceptor):
    """Shows that the worker lives, so that its death need not be waited out.

    Only for those whose silence of ``NOTICE_OF_DEATH`` means death. Who is allowed to be
    silent for longer beats itself, and tells how far it is.
    """

    def __init__(self, every: timedelta = BEAT) -> None:
        self._every = every

    @override
    def intercept_activity(
        self, next: ActivityInboundInterceptor
    ) -> ActivityInboundInterceptor:
        return _Beaten(next, self._every.total_seconds())


class _Beaten(ActivityInboundInterceptor):
    def __init__(self, inner: ActivityInboundInterceptor, seconds: float) -> None:
        super().__init__(inner)
        self._seconds = seconds

    @override
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        if activity.info().heartbeat_timeout != NOTICE_OF_DEATH:
            return await super().execute_activity(input)
        beats = asyncio.create_task(self._beat())
        try:
            return await super().execute_activity(input)
        finally:
            beats.cancel()

    async def _beat(self) -> None:
        while True:
            activity.heartbeat()
            await asyncio.sleep(self._seconds)
