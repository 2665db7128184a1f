"""A person's own account: name, password, sessions, erasure."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.gateway.account.erasing import ErasingDep
from services.gateway.account.export import AccountExportingDep
from services.gateway.account.export_schemas import AccountExport
from services.gateway.account.schemas import (
    PasswordChange,
    Reauthentication,
    Renaming,
    SessionPage,
    SessionRead,
)
from services.gateway.account.service import AccountServiceDep
from services.gateway.auth.caller import AccountOwner, RecentOwner, SignedIn
from services.gateway.auth.cookies import clear_token, set_token
from services.gateway.auth.device import DeviceDep
from services.gateway.auth.schemas import UserRead
from services.gateway.auth.service import AuthServiceDep
from services.gateway.dependencies import WebSettingsDep

router = APIRouter(prefix="/api/auth", tags=["identity"])


@router.patch("/me")
async def rename(
    body: Renaming,
    owner: AccountOwner,
    account: AccountServiceDep,
    auth: AuthServiceDep,
) -> UserRead:
    return UserRead.of(await account.rename(owner, body.name), await auth.funds(owner))


@router.get("/me/export", response_model=AccountExport)
async def export_account(
    owner: AccountOwner, exporting: AccountExportingDep
) -> Response:
    """All that is kept about you, as a file to keep; no secret is in it."""
    export = await exporting.export(owner)
    return Response(
        export.model_dump_json(indent=2),
        headers={
            "Content-Disposition": 'attachment; filename="musicgenerator-account.json"',
            "Cache-Control": "no-store",
        },
        media_type="application/json",
    )


@router.delete("/me", status_code=HTTPStatus.NO_CONTENT)
async def erase_account(
    response: Response,
    owner: RecentOwner,
    erasing: ErasingDep,
    settings: WebSettingsDep,
) -> None:
    """Be forgotten: nobody can sign in any more, and soon all that is yours is gone.

    What was bought and spent stays in the books, without a name.
    """
    await erasing.erase(owner)
    clear_token(response, settings)


@router.post("/password", status_code=HTTPStatus.NO_CONTENT)
async def change_password(
    body: PasswordChange,
    response: Response,
    owner: AccountOwner,
    signed_in: SignedIn,
    account: AccountServiceDep,
    settings: WebSettingsDep,
    device: DeviceDep,
) -> None:
    """Change the password, or set the first one; you are signed out everywhere else."""
    token = await account.change_password(owner, signed_in, body, device)
    set_token(response, token, settings)


@router.post("/reauthenticate", status_code=HTTPStatus.NO_CONTENT)
async def reauthenticate(
    body: Reauthentication,
    response: Response,
    owner: AccountOwner,
    signed_in: SignedIn,
    account: AccountServiceDep,
    settings: WebSettingsDep,
    device: DeviceDep,
) -> None:
    """Prove once more that it is you, before what is sensitive."""
    token = await account.reauthenticate(owner, signed_in, body, device)
    set_token(response, token, settings)


@router.get("/sessions")
async def list_sessions(
    owner: AccountOwner,
    signed_in: SignedIn,
    account: AccountServiceDep,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> SessionPage:
    """Where you are signed in, newest first."""
    page = await account.signed_in(owner, limit=limit, cursor=cursor)
    return SessionPage(
        items=[
            SessionRead(
                **session.model_dump(include=set(SessionRead.model_fields)),
                current=session.id == signed_in.id,
            )
            for session in page.items
        ],
        next_cursor=page.next_cursor,
    )


@router.delete("/sessions/{session_id}", status_code=HTTPStatus.NO_CONTENT)
async def end_session(
    session_id: UUID,
    response: Response,
    owner: AccountOwner,
    signed_in: SignedIn,
    account: AccountServiceDep,
    settings: WebSettingsDep,
) -> None:
    """Sign out somewhere; here, too."""
    await account.end_session(owner, session_id)
    if session_id == signed_in.id:
        clear_token(response, settings)
