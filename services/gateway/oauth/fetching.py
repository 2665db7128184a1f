"""Asking a provider's servers: over https, for a few seconds, following nobody elsewhere."""

import asyncio
import re
from collections.abc import Mapping
from typing import Final, TypeVar

import httpx
import structlog
from pydantic import BaseModel, ValidationError

from services.gateway.oauth.errors import ProviderMisbehaved
from services.gateway.oauth.registration import Registration
from shared.outside_settings import is_encrypted_or_local

log: structlog.stdlib.BoundLogger = structlog.get_logger()

M = TypeVar("M", bound=BaseModel)

_PATIENCE_SECONDS: Final = 5.0
_LARGEST_ANSWER_BYTES: Final = 256 * 1024
_ERROR_CODE: Final = re.compile(rb'"error"\s*:\s*"([a-z_]{1,40})"')


class ProviderHttp:
    """One provider's servers, as far as its settings or its own description name them."""

    def __init__(self, client: httpx.AsyncClient, registration: Registration) -> None:
        self._client = client
        self._registration = registration

    async def get(self, url: str, shape: type[M], *, bearer: str | None = None) -> M:
        headers = {"Accept": "application/json"}
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        return self._as(shape, await self._ask("GET", url, headers=headers))

    async def post(
        self, url: str, shape: type[M], *, headers: Mapping[str, str], body: str
    ) -> M:
        answer = await self._ask("POST", url, headers=headers, body=body)
        return self._as(shape, answer)

    def is_allowed(self, url: str) -> bool:
        """Unencrypted only where the provider itself is: on this machine."""
        if self._registration.issuer.startswith("https://"):
            return url.startswith("https://") and is_encrypted_or_local(url)
        return is_encrypted_or_local(url)

    async def _ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: str | None = None,
    ) -> bytes:
        if not self.is_allowed(url):
            raise self._distrust("address_not_allowed")
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                status, answer = await self._read(method, url, headers, body)
        except (httpx.RequestError, TimeoutError) as error:
            log.warning(
                "provider_did_not_answer",
                provider=self._registration.name,
                kind=type(error).__name__,
            )
            raise self._registration.unavailable() from error
        except httpx.InvalidURL as error:
            raise self._distrust("address_unreadable") from error
        self._judge(status, answer)
        return answer

    def _as(self, shape: type[M], answer: bytes) -> M:
        try:
            return shape.model_validate_json(answer)
        except ValidationError as error:
            raise self._distrust("answer_unreadable") from error

    async def _read(
        self, method: str, url: str, headers: Mapping[str, str], body: str | None
    ) -> tuple[int, bytes]:
        async with self._client.stream(
            method, url, headers=headers, content=body
        ) as response:
            answer = b""
            async for part in response.aiter_bytes():
                answer += part
                if len(answer) > _LARGEST_ANSWER_BYTES:
                    raise self._distrust("answer_too_large")
            return response.status_code, answer

    def _judge(self, status: int, answer: bytes) -> None:
        if status == httpx.codes.OK:
            return
        # Its own word is for whoever runs this: "invalid_client" is a wrong secret.
        code = _ERROR_CODE.search(answer)
        log.warning(
            "provider_refused",
            provider=self._registration.name,
            status=status,
            error=code[1].decode() if code else None,
        )
        if status >= 500 or status == httpx.codes.TOO_MANY_REQUESTS:
            raise self._registration.unavailable()
        raise self._registration.misbehaved()

    def _distrust(self, reason: str) -> ProviderMisbehaved:
        log.warning(
            "provider_distrusted", provider=self._registration.name, reason=reason
        )
        return self._registration.misbehaved()
