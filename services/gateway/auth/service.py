"""Signing up, in and out."""

from typing import Annotated

import structlog
from fastapi import Depends, Request

from services.gateway.auth.errors import EmailTaken, WrongCredentials
from services.gateway.auth.passwords import Passwords
from services.gateway.auth.repository import AuthRepository
from services.gateway.auth.schemas import SignIn, SignUp
from services.gateway.auth.tokens import ABSOLUTE, IDLE, digest, new_token
from services.gateway.dependencies import AccountSettingsDep, SessionsDep
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.ledger import Ledger
from shared.models.base import utc_now
from shared.models.session import Session
from shared.models.user import User
from shared.settings import AccountSettings

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class AuthService:
    def __init__(
        self, sessions: Sessions, passwords: Passwords, settings: AccountSettings
    ) -> None:
        self._sessions = sessions
        self._passwords = passwords
        self._settings = settings

    async def sign_up(self, request: SignUp, *, user_agent: str) -> tuple[User, str]:
        """Make the account with its starting credits; return the person and a token."""
        user = User(
            email=request.email,
            name=request.name,
            password_hash=await self._passwords.hash(request.password),
        )
        async with self._sessions.begin() as session:
            repository = AuthRepository(session)
            if not await repository.add_user(user):
                raise EmailTaken
            await self._grant_starting_credits(Ledger(session), user)
            token = _begin_session(repository, user, user_agent)
        log.info("user_signed_up", user_id=str(user.id))
        return user, token

    async def sign_in(self, request: SignIn, *, user_agent: str) -> tuple[User, str]:
        """A fresh token for the right password; the same refusal for anything else."""
        async with self._sessions() as session:
            user = await AuthRepository(session).user_by_email(request.email)
        hashed = user.password_hash if user else None
        if not await self._passwords.verify(request.password, hashed) or user is None:
            raise WrongCredentials
        renewed = None
        if self._passwords.is_outdated(user.password_hash):
            renewed = await self._passwords.hash(request.password)
        async with self._sessions.begin() as session:
            token = _begin_session(AuthRepository(session), user, user_agent)
            if renewed:
                (await session.get_one(User, user.id)).password_hash = renewed
        return user, token

    async def sign_out(self, token: str) -> None:
        async with self._sessions.begin() as session:
            await AuthRepository(session).end_session(digest(token))

    async def who_has(self, token: str) -> User | None:
        """The person whose living session this token opens."""
        now = utc_now()
        async with self._sessions.begin() as session:
            found = await AuthRepository(session).signed_in(
                digest(token), now=now, idle_since=now - IDLE
            )
            if found is None:
                return None
            signed_in, user = found
            # Once a minute is exact enough, and spares a write on each request.
            if (now - signed_in.last_seen_at).total_seconds() > 60:
                signed_in.last_seen_at = now
            return user

    async def funds(self, user: User) -> Funds:
        async with self._sessions() as session:
            return await Ledger(session).funds(user.id)

    async def _grant_starting_credits(self, ledger: Ledger, user: User) -> None:
        await ledger.open_account(user.id)
        if self._settings.starting_credits:
            await ledger.grant(
                user.id,
                self._settings.starting_credits,
                key=f"starting-credits:{user.id}",
                note="Starting credits",
            )


def _begin_session(repository: AuthRepository, user: User, user_agent: str) -> str:
    token = new_token()
    repository.add_session(
        Session(
            user_id=user.id,
            token_sha256=digest(token),
            user_agent=user_agent[:256],
            expires_at=utc_now() + ABSOLUTE,
        )
    )
    return token


def get_auth_service(
    request: Request, sessions: SessionsDep, settings: AccountSettingsDep
) -> AuthService:
    return AuthService(sessions, request.state.passwords, settings)


AuthServiceDep = Annotated[AuthService, Depends(get_auth_service)]
