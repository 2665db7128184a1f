"""Who hears a song: a person, or a visitor of whom nothing is kept that names them."""

import hashlib
import hmac
import secrets
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends

from services.gateway.auth.device import Device
from services.gateway.dependencies import SealingSettingsDep
from services.gateway.rate_limits.limiter import network_of
from shared.settings import SealingSettings

# Without a key of our own a restart forgets who listened in the last hour: no more.
_KEY_OF_THIS_PROCESS: Final = secrets.token_bytes(32)


class Listeners:
    def __init__(self, settings: SealingSettings) -> None:
        given = settings.encryption_key
        self._key = (
            hashlib.sha256(b"listeners:" + given.get_secret_value().encode()).digest()
            if given
            else _KEY_OF_THIS_PROCESS
        )

    def visitor(self, device: Device) -> UUID:
        """The same for the same network and browser; nobody without the key finds either."""
        facts = f"{network_of(device.address)}\n{device.user_agent}".encode()
        return UUID(bytes=hmac.digest(self._key, facts, "sha256")[:16])


async def get_listeners(settings: SealingSettingsDep) -> Listeners:
    return Listeners(settings)


ListenersDep = Annotated[Listeners, Depends(get_listeners)]
