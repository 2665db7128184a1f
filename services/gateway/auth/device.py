"""The browser or program that asks, as far as a person would recognise it."""

from dataclasses import dataclass, field
from typing import Annotated, Self

from fastapi import Depends, Request

from services.gateway.auth.cookies import read_token


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    address: str
    """Its network address; behind a trusted proxy, the one that the proxy names."""
    user_agent: str
    session_token: str | None = field(default=None, repr=False)
    """Of the session that it has so far."""

    @classmethod
    def of(cls, request: Request) -> Self:
        return cls(
            address=request.client.host[:45] if request.client else "",
            user_agent=_printable(request.headers.get("user-agent", ""))[:256],
            session_token=read_token(request, request.state.web),
        )


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())


async def get_device(request: Request) -> Device:
    return Device.of(request)


DeviceDep = Annotated[Device, Depends(get_device)]
