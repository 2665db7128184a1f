"""What a song keeps in object storage."""

from typing import Self
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from shared.contracts.songs import StoredObject

AUDIO_FORMATS = ("flac", "mp3", "wav")
COVER = "cover"


class SongObject(SQLModel, table=True):
    """One object of a ready song, with the digest it must have."""

    __tablename__ = "song_objects"

    song_id: UUID = Field(foreign_key="songs.id", ondelete="CASCADE", primary_key=True)
    name: str = Field(primary_key=True, max_length=16)
    """``flac``, ``mp3``, ``wav`` or ``cover``."""
    key: str = Field(unique=True, max_length=200)
    content_type: str = Field(max_length=60)
    size_bytes: int = Field(sa_type=BigInteger)
    sha256: str = Field(max_length=64)

    @classmethod
    def of(cls, name: str, stored: StoredObject, *, song_id: UUID) -> Self:
        return cls(
            song_id=song_id,
            name=name,
            key=stored.key,
            content_type=stored.content_type,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
        )
