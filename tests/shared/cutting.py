"""Connections that end in the middle of a transaction."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession


async def cut(session: AsyncSession) -> None:
    """All is sent to the server, nothing is committed; then its side of the line dies.

    Raises what the driver says of that.
    """
    await session.flush()
    await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
