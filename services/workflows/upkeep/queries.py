"""What the upkeep reads of songs: pages of unfinished ones, oldest first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shared.domain.songs import UNFINISHED
from shared.models.song import Song

AT_ONCE = 50


async def unfinished(
    session: AsyncSession,
    *conditions: ColumnElement[bool],
    created_before: datetime,
    after: str,
) -> Sequence[Song]:
    """At most ``AT_ONCE`` songs, from where ``place_after`` said."""
    statement = (
        select(Song)
        .where(
            col(Song.status).in_(UNFINISHED),
            col(Song.created_at) < created_before,
            *conditions,
        )
        .order_by(col(Song.created_at), col(Song.id))
        .limit(AT_ONCE)
    )
    if after:
        moment, _, song_id = after.partition(" ")
        place = (datetime.fromisoformat(moment), UUID(song_id))
        statement = statement.where(tuple_(col(Song.created_at), col(Song.id)) > place)
    return (await session.exec(statement)).all()


def place_after(songs: Sequence[Song]) -> str:
    """Where the next page begins; blank when this one is the last."""
    if len(songs) < AT_ONCE:
        return ""
    return f"{songs[-1].created_at.isoformat()} {songs[-1].id}"
