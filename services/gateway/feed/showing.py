"""From a page of rows to what a visitor reads: with links, and with their own likes."""

from typing import Annotated

from fastapi import Depends

from services.gateway.front import Front, FrontDep
from services.gateway.songs.listed import ListedSong
from services.gateway.songs.presentation import Presenter, PresenterDep
from services.gateway.songs.schemas import SongPage
from services.gateway.songs.service import SongService, SongServiceDep
from shared.models.user import User
from shared.pagination import Page


class ShowPage:
    def __init__(self, present: Presenter, songs: SongService, front: Front) -> None:
        self._present = present
        self._songs = songs
        self._front = front

    async def __call__(
        self, page: Page[ListedSong], visitor: User | None, *, is_homes: bool = False
    ) -> SongPage:
        """``is_homes``: what Home begins with; its next visit asks for the first picture."""
        if is_homes:
            first = page.items[0] if page.items else None
            self._front.note(first.song.id if first and first.cover_key else None)
        songs = [listed.song for listed in page.items]
        liked = await self._songs.liked(visitor, songs)
        return SongPage(
            items=[self._present.listed(listed, liked=liked) for listed in page.items],
            next_cursor=page.next_cursor,
        )


async def get_show_page(
    present: PresenterDep, songs: SongServiceDep, front: FrontDep
) -> ShowPage:
    return ShowPage(present, songs, front)


ShowPageDep = Annotated[ShowPage, Depends(get_show_page)]
