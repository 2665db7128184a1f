"""Whether whoever opened a stream may still hear it: it can outlive what let them in."""

import time
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.gateway.auth.caller import IdentityOrNone, presented_key
from services.gateway.auth.presences import PresencesDep

_ASK_AGAIN_SECONDS: Final = 5.0


class Admission:
    """Asks again now and then, with what the request has shown."""

    def __init__(self, ask: Callable[[], Coroutine[Any, Any, bool]]) -> None:
        self._ask = ask
        self._asked_at = time.monotonic()

    async def holds(self) -> bool:
        if time.monotonic() - self._asked_at < _ASK_AGAIN_SECONDS:
            return True
        self._asked_at = time.monotonic()
        try:
            return await self._ask()
        except (OperationalError, PoolTimeout):
            # Nobody knows better while the database is away.
            return True


async def get_admission(
    request: Request, presences: PresencesDep, identity: IdentityOrNone
) -> Admission:
    async def ask() -> bool:
        if identity is None:
            return True
        if identity.session is not None:
            now = await presences.who_has(identity.session.token_sha256)
        else:
            key = presented_key(request)
            now = await presences.who_holds(key) if key else None
        return now == identity.user.id

    return Admission(ask)


AdmissionDep = Annotated[Admission, Depends(get_admission)]
