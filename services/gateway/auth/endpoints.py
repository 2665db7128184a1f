"""Identity endpoints."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from services.gateway.auth.caller import Caller, IdentityOrNone
from services.gateway.auth.cookies import clear_token, read_token, set_token
from services.gateway.auth.device import DeviceDep
from services.gateway.auth.schemas import PresenceRead, SignIn, SignUp, UserRead
from services.gateway.auth.service import AuthServiceDep
from services.gateway.dependencies import WebSettingsDep

router = APIRouter(prefix="/api/auth", tags=["identity"])


@router.post("/sign-up", status_code=HTTPStatus.CREATED)
async def sign_up(
    body: SignUp,
    response: Response,
    auth: AuthServiceDep,
    settings: WebSettingsDep,
    device: DeviceDep,
) -> UserRead:
    """Make an account, with credits to start from, and sign in."""
    user, token = await auth.sign_up(body, device)
    set_token(response, token, settings)
    return UserRead.of(user, await auth.funds(user))


@router.post("/sign-in")
async def sign_in(
    body: SignIn,
    response: Response,
    auth: AuthServiceDep,
    settings: WebSettingsDep,
    device: DeviceDep,
) -> UserRead:
    user, token = await auth.sign_in(body, device)
    set_token(response, token, settings)
    return UserRead.of(user, await auth.funds(user))


@router.post("/sign-out", status_code=HTTPStatus.NO_CONTENT)
async def sign_out(
    request: Request, response: Response, auth: AuthServiceDep, settings: WebSettingsDep
) -> None:
    """End this session; harmless when there is none."""
    token = read_token(request, settings)
    if token:
        await auth.sign_out(token)
    clear_token(response, settings)


@router.get("/session")
async def session(identity: IdentityOrNone, auth: AuthServiceDep) -> PresenceRead:
    """Who is signed in, if anybody is: a page asks this first, and 401 is no answer to it."""
    if identity is None:
        return PresenceRead(user=None)
    user = identity.user
    return PresenceRead(user=UserRead.of(user, await auth.funds(user)))


@router.get("/me")
async def me(caller: Caller, auth: AuthServiceDep) -> UserRead:
    return UserRead.of(caller, await auth.funds(caller))
