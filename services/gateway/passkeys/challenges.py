"""Challenges that devices sign, each kept by a ticket that works once."""

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from shared.models.single_use_token import SingleUseToken, TokenPurpose
from shared.single_use import SingleUseTokens

_LIFE: Final = timedelta(minutes=5)
_BYTES: Final = 32


async def issue(
    session: AsyncSession, purpose: TokenPurpose, *, user_id: UUID | None = None
) -> tuple[str, bytes]:
    """A ticket, and the challenge that it stands for."""
    challenge = secrets.token_bytes(_BYTES)
    ticket = await SingleUseTokens(session).issue(
        purpose,
        life=_LIFE,
        user_id=user_id,
        facts={"challenge": bytes_to_base64url(challenge)},
    )
    return ticket, challenge


def challenge_of(redeemed: SingleUseToken) -> bytes:
    return base64url_to_bytes(str(redeemed.facts["challenge"]))
