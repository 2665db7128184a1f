"""The browser that signs in: who uses it, and the cookie that ties an attempt to it."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Query, Request, Response

from services.gateway.auth.caller import (
    IdentityOrNone,
    get_account_owner,
    get_recent_owner,
    get_signed_in,
)
from services.gateway.auth.cookies import (
    clear_cookie,
    keep_cookie,
    read_cookie,
)
from services.gateway.auth.device import Device, DeviceDep
from services.gateway.auth.errors import ForeignOrigin
from services.gateway.dependencies import WebSettingsDep
from services.gateway.oauth.attempts import ATTEMPT_LIFE
from services.gateway.oauth.pages import show_failures_at
from services.gateway.oauth.schemas import ReturnTo
from shared.models.user import User
from shared.settings import WebSettings

_COOKIE: Final = "oauth"
_OUR_PAGES: Final = frozenset({"same-origin", "none"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Browser:
    device: Device
    binding: str | None
    """Its cookie of the attempt that it began last."""
    user: User | None
    """Who is signed in."""


async def get_browser(
    request: Request,
    device: DeviceDep,
    settings: WebSettingsDep,
    identity: IdentityOrNone,
) -> Browser:
    signed_in = identity if identity and identity.session else None
    return Browser(
        device=device,
        binding=read_cookie(request, _COOKIE, settings),
        user=signed_in.user if signed_in else None,
    )


async def get_linker(
    request: Request,
    identity: IdentityOrNone,
    link: Annotated[bool, Query(description="Link it to who is signed in.")] = False,
    return_to: ReturnTo = "/",
) -> User | None:
    """Who wants to link an account, and has proved lately who they are."""
    if not link:
        return None
    signed_in = await get_signed_in(identity)
    owner = await get_account_owner(identity, signed_in)
    show_failures_at(return_to, request)
    # Another site could send the browser here while it is signed in, over there, to an
    # account of somebody else's, who could then sign in as this person.
    if request.headers.get("sec-fetch-site") not in _OUR_PAGES:
        raise ForeignOrigin
    return await get_recent_owner(owner, signed_in)


def bind(response: Response, binding: str, settings: WebSettings) -> None:
    keep_cookie(response, _COOKIE, binding, life=ATTEMPT_LIFE, settings=settings)


def unbind(response: Response, settings: WebSettings) -> None:
    clear_cookie(response, _COOKIE, settings)


BrowserDep = Annotated[Browser, Depends(get_browser)]
Linker = Annotated[User | None, Depends(get_linker)]
