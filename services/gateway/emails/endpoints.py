"""E-mail endpoints: verifying, changing, and resetting a password by mail."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from services.gateway.auth.caller import AccountOwner, IdentityOrNone, RecentOwner
from services.gateway.auth.device import DeviceDep
from services.gateway.emails.schemas import FromLink, PasswordReset, ToMailbox
from services.gateway.emails.service import EmailServiceDep

router = APIRouter(prefix="/api/auth", tags=["identity"])


@router.post(
    "/verify-email/request", status_code=HTTPStatus.ACCEPTED, response_class=Response
)
async def request_verification(
    owner: AccountOwner, emails: EmailServiceDep, device: DeviceDep
) -> None:
    """Have the mail with the link sent once more; none when the address is verified."""
    await emails.ask_to_verify(owner, device)


@router.post("/verify-email", status_code=HTTPStatus.NO_CONTENT)
async def verify_email(body: FromLink, emails: EmailServiceDep) -> None:
    """Verify an address by its link, signed in or not."""
    await emails.verify(body.token)


@router.post(
    "/password-reset/request", status_code=HTTPStatus.ACCEPTED, response_class=Response
)
async def request_password_reset(
    body: ToMailbox, emails: EmailServiceDep, device: DeviceDep
) -> None:
    """Have a link sent, if the address has an account: the answer does not tell."""
    await emails.ask_to_reset(body.email, device)


@router.post("/password-reset", status_code=HTTPStatus.NO_CONTENT)
async def reset_password(body: PasswordReset, emails: EmailServiceDep) -> None:
    """Choose a new password by a link. It ends all sessions, and begins none."""
    await emails.reset_password(body.token, body.password)


@router.post(
    "/email-change/request", status_code=HTTPStatus.ACCEPTED, response_class=Response
)
async def request_email_change(
    body: ToMailbox, owner: RecentOwner, emails: EmailServiceDep, device: DeviceDep
) -> None:
    """Have a link sent to a new address, if it is free: the answer does not tell."""
    await emails.ask_to_change(owner, body.email, device)


@router.post("/email-change", status_code=HTTPStatus.NO_CONTENT)
async def change_email(
    body: FromLink, identity: IdentityOrNone, emails: EmailServiceDep
) -> None:
    """Go by the new address from now on. It ends all sessions but the one that asks."""
    await emails.change(body.token, signed_in=identity.session if identity else None)
