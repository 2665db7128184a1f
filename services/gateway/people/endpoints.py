"""Public profiles: whoever published a song, and what they published."""

from uuid import UUID

from fastapi import APIRouter

from services.gateway.auth.caller import Visitor
from services.gateway.feed.parts import Part
from services.gateway.feed.service import FeedServiceDep
from services.gateway.feed.showing import ShowPageDep
from services.gateway.people.schemas import ProfileRead
from services.gateway.people.service import PeopleServiceDep
from services.gateway.songs.schemas import SongPage

router = APIRouter(prefix="/api/users", tags=["people"])


@router.get("/{user_id}")
async def get_profile(
    user_id: UUID, visitor: Visitor, people: PeopleServiceDep
) -> ProfileRead:
    """Somebody with a published song, or oneself."""
    return await people.profile(visitor, user_id)


@router.get("/{user_id}/songs")
async def list_songs_of_person(
    user_id: UUID,
    visitor: Visitor,
    people: PeopleServiceDep,
    feed: FeedServiceDep,
    show: ShowPageDep,
    part: Part,
) -> SongPage:
    """What they published, newest first."""
    await people.profile(visitor, user_id)
    page = await feed.of_owner(user_id, limit=part.limit, cursor=part.cursor)
    return await show(page, visitor)
