"""What endpoints may ask for. Aliases, so that a signature reads as a sentence."""

from typing import Annotated, cast

from fastapi import Depends, Request
from temporalio.client import Client

from shared.db import Sessions
from shared.outside_settings import PolarSettings, SignInSettings
from shared.settings import AccountSettings, SealingSettings, WebSettings
from shared.storage import ObjectStorage


async def get_sessions(request: Request) -> Sessions:
    return cast(Sessions, request.state.sessions)


async def get_temporal(request: Request) -> Client:
    return cast(Client, request.state.temporal)


async def get_storage(request: Request) -> ObjectStorage:
    return cast(ObjectStorage, request.state.storage)


async def get_web_settings(request: Request) -> WebSettings:
    return cast(WebSettings, request.state.web)


async def get_account_settings(request: Request) -> AccountSettings:
    return cast(AccountSettings, request.state.accounts)


async def get_polar_settings(request: Request) -> PolarSettings:
    return cast(PolarSettings, request.state.polar)


async def get_sealing_settings(request: Request) -> SealingSettings:
    return cast(SealingSettings, request.state.sealing)


async def get_sign_in_settings(request: Request) -> SignInSettings:
    return cast(SignInSettings, request.state.sign_in)


SessionsDep = Annotated[Sessions, Depends(get_sessions)]
TemporalDep = Annotated[Client, Depends(get_temporal)]
StorageDep = Annotated[ObjectStorage, Depends(get_storage)]
WebSettingsDep = Annotated[WebSettings, Depends(get_web_settings)]
AccountSettingsDep = Annotated[AccountSettings, Depends(get_account_settings)]
PolarSettingsDep = Annotated[PolarSettings, Depends(get_polar_settings)]
SealingSettingsDep = Annotated[SealingSettings, Depends(get_sealing_settings)]
SignInSettingsDep = Annotated[SignInSettings, Depends(get_sign_in_settings)]
