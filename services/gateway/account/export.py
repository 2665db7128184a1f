"""Putting together all that is kept about a person."""

from typing import Annotated, Final

from fastapi import Depends

from services.gateway.account.export_repository import ExportRepository
from services.gateway.account.export_schemas import (
    AccountExport,
    ExportedApiKey,
    ExportedFile,
    ExportedLike,
    ExportedOrder,
    ExportedPasskey,
    ExportedProvider,
    ExportedSession,
    ExportedSong,
)
from services.gateway.auth.schemas import UserRead
from services.gateway.credits.schemas import EntryRead
from services.gateway.credits.service import CreditService, CreditServiceDep
from services.gateway.dependencies import SessionsDep
from services.gateway.rate_limits.limiter import Limit, RateLimiter, RateLimiterDep
from services.gateway.songs.presentation import Presenter, PresenterDep
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.song import Song
from shared.models.user import User

# It reads all that a person has: not for a program to ask for every minute.
_EXPORTS: Final = Limit("account-export", 10)
_ENTRIES_AT_ONCE: Final = 100


class AccountExporting:
    def __init__(
        self,
        sessions: Sessions,
        statement: CreditService,
        present: Presenter,
        limiter: RateLimiter,
    ) -> None:
        self._sessions = sessions
        self._statement = statement
        self._present = present
        self._limiter = limiter

    async def export(self, owner: User) -> AccountExport:
        await self._limiter.take((_EXPORTS, str(owner.id)))
        entries, funds = await self._entries(owner), await self._statement.funds(owner)
        async with self._sessions() as session:
            rows = ExportRepository(session, owner.id)
            return AccountExport(
                exported_at=utc_now(),
                user=UserRead.of(owner, funds),
                has_password=owner.password_hash is not None,
                has_authenticator=await rows.has_authenticator(),
                songs=[self._song(each) for each in await rows.songs()],
                credit_entries=entries,
                orders=[ExportedOrder.model_validate(e) for e in await rows.orders()],
                likes=[ExportedLike.model_validate(e) for e in await rows.likes()],
                sessions=[
                    ExportedSession.model_validate(e) for e in await rows.sessions()
                ],
                api_keys=[
                    ExportedApiKey.model_validate(e) for e in await rows.api_keys()
                ],
                passkeys=[
                    ExportedPasskey.model_validate(e) for e in await rows.passkeys()
                ],
                providers=[
                    ExportedProvider.model_validate(e) for e in await rows.providers()
                ],
            )

    async def _entries(self, owner: User) -> list[EntryRead]:
        """The whole statement, newest first as everywhere."""
        entries: list[EntryRead] = []
        cursor = None
        while True:
            page = await self._statement.entries(
                owner, limit=_ENTRIES_AT_ONCE, cursor=cursor
            )
            entries += map(EntryRead.of, page.items)
            if (cursor := page.next_cursor) is None:
                return entries

    def _song(self, song: Song) -> ExportedSong:
        return ExportedSong(
            **self._present.song(song).model_dump(),
            recipe=song.recipe,
            models=song.models,
            files=[
                ExportedFile(**stored.model_dump(), url=self._present.link(stored)[0])
                for stored in song.objects
            ],
        )


async def get_account_exporting(
    sessions: SessionsDep,
    statement: CreditServiceDep,
    present: PresenterDep,
    limiter: RateLimiterDep,
) -> AccountExporting:
    return AccountExporting(sessions, statement, present, limiter)


AccountExportingDep = Annotated[AccountExporting, Depends(get_account_exporting)]
