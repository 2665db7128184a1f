"""Passkeys: adding, removing, signing in."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Response

from services.gateway.auth.caller import AccountOwner, RecentOwner
from services.gateway.auth.cookies import set_token
from services.gateway.auth.device import DeviceDep
from services.gateway.auth.schemas import UserRead
from services.gateway.auth.service import AuthServiceDep
from services.gateway.dependencies import WebSettingsDep
from services.gateway.passkeys.schemas import (
    PasskeyCreate,
    PasskeyOptions,
    PasskeyPage,
    PasskeyRead,
    PasskeyRenaming,
    PasskeySignIn,
)
from services.gateway.passkeys.service import PasskeyServiceDep
from services.gateway.passkeys.signing_in import SigningInDep
from shared.models.passkey import Passkey

router = APIRouter(prefix="/api/auth/passkeys", tags=["identity"])


@router.get("")
async def list_passkeys(
    owner: AccountOwner, passkeys: PasskeyServiceDep
) -> PasskeyPage:
    """My passkeys, oldest first."""
    mine = await passkeys.of(owner)
    return PasskeyPage(items=[_shown(passkey) for passkey in mine], next_cursor=None)


@router.post("/options")
async def passkey_creation_options(
    owner: RecentOwner, passkeys: PasskeyServiceDep
) -> PasskeyOptions:
    """What a browser needs to make a passkey, within five minutes."""
    ticket, options = await passkeys.creation_options(owner)
    return PasskeyOptions(ticket=ticket, options=options)


@router.post("", status_code=HTTPStatus.CREATED)
async def add_passkey(
    body: PasskeyCreate, owner: RecentOwner, passkeys: PasskeyServiceDep
) -> PasskeyRead:
    """Sign in with it from now on, without password or code."""
    return _shown(await passkeys.add(owner, body))


@router.patch("/{passkey_id}")
async def rename_passkey(
    passkey_id: UUID,
    body: PasskeyRenaming,
    owner: AccountOwner,
    passkeys: PasskeyServiceDep,
) -> PasskeyRead:
    return _shown(await passkeys.rename(owner, passkey_id, body.name))


@router.delete("/{passkey_id}", status_code=HTTPStatus.NO_CONTENT)
async def remove_passkey(
    passkey_id: UUID, owner: RecentOwner, passkeys: PasskeyServiceDep
) -> None:
    """It opens nothing any more. Your last way of signing in stays."""
    await passkeys.remove(owner, passkey_id)


@router.post("/sign-in/options")
async def passkey_sign_in_options(
    device: DeviceDep, signing_in: SigningInDep
) -> PasskeyOptions:
    """What a browser needs to offer the passkeys that it has for this site."""
    ticket, options = await signing_in.options(device)
    return PasskeyOptions(ticket=ticket, options=options)


@router.post("/sign-in")
async def sign_in_with_passkey(
    body: PasskeySignIn,
    response: Response,
    signing_in: SigningInDep,
    auth: AuthServiceDep,
    settings: WebSettingsDep,
    device: DeviceDep,
) -> UserRead:
    """Sign in without a name, a password or a code: the device has checked who it is."""
    user, token = await signing_in.sign_in(body, device)
    set_token(response, token, settings)
    return UserRead.of(user, await auth.funds(user))


def _shown(passkey: Passkey) -> PasskeyRead:
    return PasskeyRead(**passkey.model_dump(include=set(PasskeyRead.model_fields)))
