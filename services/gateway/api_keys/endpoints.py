"""API keys over HTTP."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.gateway.api_keys.schemas import (
    ApiKeyCreate,
    ApiKeyCreated,
    ApiKeyPage,
    ApiKeyRead,
)
from services.gateway.api_keys.service import ApiKeyServiceDep
from services.gateway.auth.caller import AccountOwner, RecentOwner

router = APIRouter(prefix="/api/api-keys", tags=["api keys"])


@router.get("")
async def list_api_keys(
    owner: AccountOwner,
    keys: ApiKeyServiceDep,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> ApiKeyPage:
    """My keys, newest first, without their secrets."""
    page = await keys.newest(owner, limit=limit, cursor=cursor)
    return ApiKeyPage(
        items=[ApiKeyRead.of(key) for key in page.items], next_cursor=page.next_cursor
    )


@router.post("", status_code=HTTPStatus.CREATED)
async def create_api_key(
    body: ApiKeyCreate, response: Response, owner: RecentOwner, keys: ApiKeyServiceDep
) -> ApiKeyCreated:
    """Make a key for a program of mine. This answer alone holds its secret."""
    key, secret = await keys.create(owner, body)
    response.headers["Cache-Control"] = "no-store"
    return ApiKeyCreated.of(key, secret=secret)


@router.delete("/{key_id}", status_code=HTTPStatus.NO_CONTENT)
async def revoke_api_key(
    key_id: UUID, owner: AccountOwner, keys: ApiKeyServiceDep
) -> None:
    """The key stops working at once."""
    await keys.revoke(owner, key_id)
