"""What the original's front ends read."""

from typing import Self

from pydantic import BaseModel, Field

from shared.contracts import object_keys
from shared.models.song import Song


class SongKeys(BaseModel):
    """Where the song lies in the bucket, and what it is."""

    s3_key: str
    cover_image_s3_key: str
    categories: list[str]

    @classmethod
    def of(cls, song: Song) -> Self:
        return cls(
            s3_key=object_keys.wav(song.id),
            cover_image_s3_key=object_keys.cover(song.id),
            categories=song.categories,
        )


class Demo(BaseModel):
    audio_data: str = Field(description="A WAV file in base64.")
