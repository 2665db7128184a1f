"""What the songs of a statement are called; whose they are is part of the query."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.gateway.credits.descriptions import NamedSong
from shared.domain.songs import SongStatus
from shared.models.song import Song


class StatementRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def songs(
        self, song_ids: Sequence[UUID], *, owner_id: UUID
    ) -> Mapping[UUID, NamedSong]:
        """Those that are still there: a deleted song has no name any more."""
        statement = select(
            col(Song.id),
            col(Song.title),
            col(Song.status) == SongStatus.READY,
            # Until it is ready, the title is a placeholder unless its owner gave it.
            col(Song.recipe)["title"].as_string(),
        ).where(col(Song.id).in_(song_ids), col(Song.owner_id) == owner_id)
        rows = (await self._session.execute(statement)).all()
        return {
            song_id: NamedSong(title=title if is_ready else given, is_ready=is_ready)
            for song_id, title, is_ready, given in rows
        }
