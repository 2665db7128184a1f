"""What the feed answers, beside songs."""

from pydantic import BaseModel, Field


class CategoryRead(BaseModel):
    name: str
    song_count: int = Field(description="Published songs that have it.")


class CategoryPage(BaseModel):
    items: list[CategoryRead]
    next_cursor: None = Field(description="There are few: one page holds them all.")


class LikeRead(BaseModel):
    liked: bool
    like_count: int


class ListenRead(BaseModel):
    listen_count: int
    counted: bool = Field(
        description="False: the song is the listener's own, or counted within the hour."
    )
