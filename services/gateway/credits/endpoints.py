"""Credits endpoints."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.gateway.auth.caller import CreditsReader
from services.gateway.auth.schemas import CreditsRead
from services.gateway.credits.schemas import EntryPage, EntryRead
from services.gateway.credits.service import CreditServiceDep

router = APIRouter(prefix="/api/credits", tags=["credits"])


@router.get("")
async def get_credits(caller: CreditsReader, credit: CreditServiceDep) -> CreditsRead:
    return CreditsRead.of(await credit.funds(caller))


@router.get("/entries")
async def list_entries(
    caller: CreditsReader,
    credit: CreditServiceDep,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> EntryPage:
    """Every movement of my credits, newest first."""
    page = await credit.entries(caller, limit=limit, cursor=cursor)
    return EntryPage(
        items=[EntryRead.of(line) for line in page.items],
        next_cursor=page.next_cursor,
    )
