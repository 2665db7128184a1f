"""What others published: lists of it, the likes it gets, and who listened."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.gateway.auth.caller import SongReader, SongWriter, Visitor
from services.gateway.auth.device import DeviceDep
from services.gateway.feed.liking import LikingServiceDep
from services.gateway.feed.listening import ListeningServiceDep
from services.gateway.feed.paging import Section
from services.gateway.feed.parts import Part
from services.gateway.feed.schemas import (
    CategoryPage,
    CategoryRead,
    LikeRead,
    ListenRead,
)
from services.gateway.feed.service import FeedServiceDep
from services.gateway.feed.showing import ShowPageDep
from services.gateway.songs.requests import Words
from services.gateway.songs.schemas import SongPage

router = APIRouter(prefix="/api", tags=["feed"])


@router.get("/feed")
async def list_feed(
    visitor: Visitor,
    feed: FeedServiceDep,
    show: ShowPageDep,
    part: Part,
    section: Section = Section.TRENDING,
    category: Annotated[Words | None, Query(max_length=40)] = None,
    q: Annotated[Words, Query(max_length=100)] = "",
) -> SongPage:
    """Published songs. ``trending``: likes and listens weigh less the older a song is.

    ``q`` finds songs that hold each of its words in title, style tags or creator's name.
    A cursor is good for the section that gave it.
    """
    page = await feed.section(
        section,
        category=category or None,
        words=q,
        limit=part.limit,
        cursor=part.cursor,
    )
    is_homes = section == Section.TRENDING and not (category or q or part.cursor)
    return await show(page, visitor, is_homes=is_homes)


@router.get("/categories")
async def list_categories(feed: FeedServiceDep) -> CategoryPage:
    """The categories that published songs have, those with most songs first."""
    return CategoryPage(
        items=[
            CategoryRead(name=category.name, song_count=category.song_count)
            for category in await feed.categories()
        ],
        next_cursor=None,
    )


@router.get("/likes")
async def list_likes(
    caller: SongReader,
    feed: FeedServiceDep,
    show: ShowPageDep,
    part: Part,
) -> SongPage:
    """Songs that I like and may still hear, latest like first."""
    page = await feed.liked_by(caller, limit=part.limit, cursor=part.cursor)
    return await show(page, caller)


@router.put("/songs/{song_id}/like")
async def like_song(
    song_id: UUID, caller: SongWriter, liking: LikingServiceDep
) -> LikeRead:
    """Like a published song, or a ready one of mine. Again changes nothing."""
    return await liking.like(caller, song_id)


@router.delete("/songs/{song_id}/like")
async def unlike_song(
    song_id: UUID, caller: SongWriter, liking: LikingServiceDep
) -> LikeRead:
    """Take a like back. Without one nothing changes."""
    return await liking.unlike(caller, song_id)


@router.post("/songs/{song_id}/listens")
async def record_listen(
    song_id: UUID, visitor: Visitor, device: DeviceDep, listening: ListeningServiceDep
) -> ListenRead:
    """Say that a song was really played: counted once an hour for each listener.

    Whoever is not signed in is told apart by network address and browser, of which only
    a keyed digest is kept, for an hour. The owner's own listens do not count.
    """
    return await listening.listen(visitor, device, song_id)
