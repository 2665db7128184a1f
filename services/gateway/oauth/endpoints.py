"""Signing in with another provider: addresses that browsers walk, and one's links."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from services.gateway.auth.caller import AccountOwner, RecentOwner
from services.gateway.auth.cookies import set_token
from services.gateway.auth.device import DeviceDep
from services.gateway.dependencies import WebSettingsDep
from services.gateway.oauth.browser import BrowserDep, Linker, bind, unbind
from services.gateway.oauth.linking import LinkingDep
from services.gateway.oauth.pages import (
    PageRoute,
    come_back_to,
    lead_to,
    show_failures_at,
)
from services.gateway.oauth.providers import ProvidersDep
from services.gateway.oauth.schemas import (
    OauthAccountList,
    OauthAccountRead,
    ProviderAnswer,
    ProviderList,
    ProviderRead,
    ReturnTo,
)
from services.gateway.oauth.service import OauthServiceDep

router = APIRouter(prefix="/api/auth", tags=["identity"])
walked = APIRouter(prefix="/oauth/{provider}", route_class=PageRoute)


@router.get("/providers")
async def list_providers(providers: ProvidersDep) -> ProviderList:
    """The other sites that one can sign in with."""
    return ProviderList(
        items=[ProviderRead(name=item.name, label=item.label) for item in providers]
    )


@walked.get("/start", status_code=HTTPStatus.SEE_OTHER, response_class=RedirectResponse)
async def start_oauth(
    provider: str,
    linker: Linker,
    device: DeviceDep,
    oauth: OauthServiceDep,
    settings: WebSettingsDep,
    return_to: ReturnTo = "/",
) -> RedirectResponse:
    """Go to a provider, to sign in there; ``return_to`` is the page to come back to."""
    begun = await oauth.begin(
        provider, return_to=return_to, linker=linker, device=device
    )
    response = lead_to(begun.url)
    bind(response, begun.binding, settings)
    return response


@walked.get(
    "/callback", status_code=HTTPStatus.SEE_OTHER, response_class=RedirectResponse
)
async def finish_oauth(
    provider: str,
    answer: Annotated[ProviderAnswer, Query()],
    request: Request,
    browser: BrowserDep,
    oauth: OauthServiceDep,
    settings: WebSettingsDep,
) -> RedirectResponse:
    """Come back from a provider, and be signed in."""
    attempt = await oauth.take_up(provider, answer.state, browser)
    come_back_to(attempt.return_to, request)
    if attempt.linking_id is not None:
        show_failures_at(attempt.return_to, request)
    token = await oauth.finish(attempt, answer, browser)
    response = lead_to(attempt.return_to)
    unbind(response, settings)
    if token is not None:
        set_token(response, token, settings)
    return response


@router.get("/oauth/accounts")
async def list_oauth_accounts(
    owner: AccountOwner, linking: LinkingDep, providers: ProvidersDep
) -> OauthAccountList:
    """The accounts elsewhere that I sign in with."""
    return OauthAccountList(
        items=[
            OauthAccountRead(
                provider=account.provider,
                label=providers.label(account.provider),
                created_at=account.created_at,
            )
            for account in await linking.accounts(owner)
        ]
    )


@router.delete("/oauth/accounts/{provider}", status_code=HTTPStatus.NO_CONTENT)
async def unlink_oauth_account(
    provider: str, owner: RecentOwner, linking: LinkingDep
) -> None:
    """Sign in with it no more; refused when nothing else is left to sign in with."""
    await linking.unlink(owner, provider)


router.include_router(walked)
