"""Songs as people have asked for them: recorded, and not begun."""

from collections.abc import Sequence

from sqlmodel import select

from services.gateway.songs.repository import SongRepository
from services.gateway.songs.requests import SongCreate
from services.gateway.songs.takes import takes_of
from shared.db import Sessions
from shared.domain.songs import SongMode
from shared.models.song import Song
from shared.models.user import User

_REQUEST = SongCreate(
    mode=SongMode.DESCRIPTION,
    full_described_song="a night train by the sea",
    audio_duration=30,
)


async def recorded(sessions: Sessions, count: int) -> Sequence[Song]:
    """One each of the first people, then one more each."""
    async with sessions.begin() as session:
        people = (await session.exec(select(User).order_by(User.email))).all()
        wanted = [
            song
            for number in range(count)
            for song in takes_of(people[number % len(people)], _REQUEST)
        ]
        return await SongRepository(session).add(wanted)
