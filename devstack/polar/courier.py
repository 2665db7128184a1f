"""Sends the deliveries that are due, again and again until they arrive or are given up."""

import asyncio
import time
from typing import Final

import httpx
import structlog

from devstack.polar.knobs import read_knobs
from devstack.polar.outbox import MOST_ATTEMPTS, Delivery, Outbox
from devstack.polar.settings import LONGEST_BACK_OFF_SECONDS, StandInSettings
from devstack.polar.signing import headers_for
from devstack.polar.store import Store

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_LONGEST_REST_SECONDS: Final = 60.0


class Courier:
    def __init__(self, store: Store, outbox: Outbox, settings: StandInSettings) -> None:
        self._store = store
        self._outbox = outbox
        self._settings = settings
        self._bell = asyncio.Event()

    def wake(self) -> None:
        """There may be something to deliver."""
        self._bell.set()

    async def run(self) -> None:
        """Go on until cancelled."""
        async with httpx.AsyncClient(
            # A redirect is a failure, to the vendor as well.
            follow_redirects=False,
            timeout=self._settings.answer_seconds,
            trust_env=False,
        ) as client:
            while True:
                self._bell.clear()
                while delivery := self._outbox.due(now=time.time()):
                    await self._deliver(client, delivery)
                await self._rest()

    async def _deliver(self, client: httpx.AsyncClient, delivery: Delivery) -> None:
        if self._outbox.is_to_be_lost(delivery):
            self._outbox.settle(delivery, state="lost", answer="")
            return
        has_arrived, answer = await self._send(client, delivery)
        if has_arrived:
            self._outbox.settle(delivery, state="delivered", answer=answer)
        elif delivery.attempts + 1 >= MOST_ATTEMPTS:
            self._outbox.settle(delivery, state="failed", answer=answer)
            log.warning("delivery_given_up", type=delivery.type, answer=answer)
            if self._outbox.switch_off_if_dead():
                log.warning("endpoint_switched_off")
        else:
            wait = self._settings.back_off_seconds * 2**delivery.attempts
            until = time.time() + min(wait, LONGEST_BACK_OFF_SECONDS)
            self._outbox.postpone(delivery, until=until, answer=answer)

    async def _send(
        self, client: httpx.AsyncClient, delivery: Delivery
    ) -> tuple[bool, str]:
        """Whether it arrived, and what was heard: a status, or the kind of failure."""
        knobs = read_knobs(self._store)
        headers = headers_for(
            delivery.body,
            event_id=delivery.event_id,
            timestamp=int(time.time()),
            secrets=knobs.secrets or (self._settings.secret.get_secret_value(),),
            signing=knobs.signing,
        )
        try:
            answer = await client.post(
                self._settings.webhook_url, content=delivery.body, headers=headers
            )
        except httpx.HTTPError as failure:
            return False, type(failure).__name__
        return answer.is_success, str(answer.status_code)

    async def _rest(self) -> None:
        due_at = self._outbox.next_due_at()
        rest = _LONGEST_REST_SECONDS if due_at is None else due_at - time.time()
        try:
            async with asyncio.timeout(min(max(rest, 0), _LONGEST_REST_SECONDS)):
                await self._bell.wait()
        except TimeoutError:
            return
