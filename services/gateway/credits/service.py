"""What a person may know about their credits."""

from typing import Annotated

from fastapi import Depends

from services.gateway.credits.descriptions import Line
from services.gateway.credits.repository import StatementRepository
from services.gateway.dependencies import SessionsDep
from shared.db import Sessions
from shared.domain.credits import Funds
from shared.ledger import Ledger
from shared.models.user import User
from shared.pagination import Page, decode_position, encode


class CreditService:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def funds(self, owner: User) -> Funds:
        async with self._sessions() as session:
            return await Ledger(session).funds(owner.id)

    async def entries(
        self, owner: User, *, limit: int, cursor: str | None
    ) -> Page[Line]:
        async with self._sessions() as session:
            entries = await Ledger(session).entries(
                owner.id,
                # One more than shown tells whether there is a next page.
                limit=limit + 1,
                before=decode_position(cursor) if cursor else None,
            )
            shown = entries[:limit]
            songs = await StatementRepository(session).songs(
                [entry.song_id for entry in shown if entry.song_id], owner_id=owner.id
            )
        more = len(entries) > limit
        return Page(
            items=[
                Line(
                    entry=entry,
                    song=songs.get(entry.song_id) if entry.song_id else None,
                )
                for entry in shown
            ],
            next_cursor=encode(shown[-1].position) if more else None,
        )


async def get_credit_service(sessions: SessionsDep) -> CreditService:
    return CreditService(sessions)


CreditServiceDep = Annotated[CreditService, Depends(get_credit_service)]
