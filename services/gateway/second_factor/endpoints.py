"""The second step of signing in, and setting it up."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from services.gateway.auth.caller import AccountOwner, RecentOwner, SignedIn
from services.gateway.auth.cookies import set_token
from services.gateway.auth.device import DeviceDep
from services.gateway.auth.schemas import UserRead
from services.gateway.auth.service import AuthServiceDep
from services.gateway.dependencies import WebSettingsDep
from services.gateway.passkeys.service import PasskeyServiceDep
from services.gateway.second_factor.schemas import (
    CodeSent,
    RecoveryCodesRead,
    SecondFactorRead,
    TotpSetup,
)
from services.gateway.second_factor.second_step import SecondStepDep
from services.gateway.second_factor.service import SecondFactorServiceDep

router = APIRouter(prefix="/api/auth", tags=["identity"])


@router.get("/second-factor")
async def read_second_factor(
    owner: AccountOwner, factor: SecondFactorServiceDep, passkeys: PasskeyServiceDep
) -> SecondFactorRead:
    """What stands between your password and somebody who knows it."""
    enabled, left = await factor.state(owner)
    return SecondFactorRead(
        enabled=enabled,
        recovery_codes_left=left,
        passkeys=len(await passkeys.of(owner)),
    )


@router.post("/second-factor/totp")
async def begin_totp(owner: RecentOwner, factor: SecondFactorServiceDep) -> TotpSetup:
    """A secret for an authenticator; nothing changes until you confirm it with a code."""
    return await factor.begin(owner)


@router.post("/second-factor/totp/confirm")
async def confirm_totp(
    body: CodeSent,
    response: Response,
    owner: RecentOwner,
    signed_in: SignedIn,
    factor: SecondFactorServiceDep,
    settings: WebSettingsDep,
) -> RecoveryCodesRead:
    """Ask for codes from now on; you are signed out everywhere else."""
    codes, token = await factor.confirm(
        owner, signed_in, ticket=body.ticket, code=body.code
    )
    set_token(response, token, settings)
    return RecoveryCodesRead(recovery_codes=list(codes))


@router.delete("/second-factor/totp", status_code=HTTPStatus.NO_CONTENT)
async def remove_totp(owner: RecentOwner, factor: SecondFactorServiceDep) -> None:
    """Sign in by password alone again; the recovery codes go, too."""
    await factor.remove(owner)


@router.post("/second-factor/recovery-codes")
async def replace_recovery_codes(
    owner: RecentOwner, factor: SecondFactorServiceDep
) -> RecoveryCodesRead:
    """New codes on paper; the old ones are worthless."""
    codes = await factor.replace_recovery_codes(owner)
    return RecoveryCodesRead(recovery_codes=list(codes))


@router.post("/sign-in/second-factor")
async def sign_in_with_second_factor(
    body: CodeSent,
    response: Response,
    step: SecondStepDep,
    auth: AuthServiceDep,
    settings: WebSettingsDep,
    device: DeviceDep,
) -> UserRead:
    """Finish signing in: the ticket you were refused with, and a code."""
    user, token = await step.sign_in(ticket=body.ticket, code=body.code, device=device)
    set_token(response, token, settings)
    return UserRead.of(user, await auth.funds(user))
