"""How often a ticket's person may be wrong."""

from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from shared.models.single_use_token import SingleUseToken

MOST_WRONG: Final = 5


async def count_wrong(session: AsyncSession, ticket: SingleUseToken) -> int:
    """Note a wrong code on a ticket that is held; how many more it takes, then dies."""
    wrong = int(ticket.facts.get("wrong", 0)) + 1
    if wrong >= MOST_WRONG:
        await session.delete(ticket)
        return 0
    # Another dictionary: a change inside of the old one would not be noticed.
    ticket.facts = {**ticket.facts, "wrong": wrong}
    return MOST_WRONG - wrong
