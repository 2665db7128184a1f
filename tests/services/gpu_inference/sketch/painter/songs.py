"""Requests to paint, for the painter's tests."""

from uuid import UUID

from shared.contracts.songs import PaintCover, WrittenSong


def sheet_of(
    *, title: str = "", prompt: str = "", categories: tuple[str, ...] = ("Pop",)
) -> WrittenSong:
    return WrittenSong(
        title=title,
        prompt=prompt,
        lyrics="",
        categories=categories,
        bpm=100,
        key_scale="A minor",
        time_signature="4",
    )


def request_of(
    title: str, *, seed: int, genre: str = "Folk", number: int = 1
) -> PaintCover:
    sheet = sheet_of(title=title, categories=(genre,))
    return PaintCover(song_id=UUID(int=number), sheet=sheet, seed=seed)


def quiet(step: int, steps: int) -> None:
    """An ``on_step`` that lets the work go on."""
