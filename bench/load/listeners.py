"""Browsers that listen: one socket each, and when each last heard something."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from bench.load.figures import tell

_AT_ONCE: Final = 20
_PATIENCE_SECONDS: Final = 60.0


class NotListening(Exception):
    """A stream was refused, or has ended."""


@dataclass(kw_only=True, slots=True)
class Listener:
    cookie: str
    heard_at: dict[str, float] = field(default_factory=dict)
    """When a line with one of the words came first."""
    awaited: str = ""
    has_heard: asyncio.Event = field(default_factory=asyncio.Event)
    has_ended: bool = False

    def expect(self, words: str) -> None:
        self.awaited = words
        self.has_heard.clear()

    async def listen(self, reader: asyncio.StreamReader) -> None:
        async for line in reader:
            if self.awaited and self.awaited.encode() in line:
                self.heard_at.setdefault(self.awaited, time.monotonic())
                self.has_heard.set()
        self.has_ended = True
        self.has_heard.set()


@asynccontextmanager
async def listening(
    url: str, cookies: Sequence[str]
) -> AsyncIterator[Sequence[Listener]]:
    """One stream for each cookie, all open until the end of the block."""
    gate = asyncio.Semaphore(_AT_ONCE)
    async with AsyncExitStack() as stack:

        async def open_one(cookie: str) -> Listener:
            async with gate, asyncio.timeout(_PATIENCE_SECONDS):
                return await stack.enter_async_context(listening_once(url, cookie))

        opened = time.monotonic()
        listeners = await asyncio.gather(*map(open_one, cookies))
        tell(f"{len(listeners)} streams in {time.monotonic() - opened:.1f} s")
        yield listeners
        if any(each.has_ended for each in listeners):
            raise NotListening("some streams ended by themselves")


@asynccontextmanager
async def listening_once(url: str, cookie: str) -> AsyncIterator[Listener]:
    """One stream, from its first word to the end of the block."""
    at = urlsplit(url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    request = ["GET /api/songs/events HTTP/1.1", f"Host: {at.netloc}"]
    request += [f"Cookie: {cookie}", "Accept: text/event-stream", "", ""]
    writer.write("\r\n".join(request).encode())
    status = await reader.readline()
    if b" 200 " not in status:
        raise NotListening(status.decode())
    # The head, and the comment that says that it is open.
    await reader.readuntil(b": following")
    listener = Listener(cookie=cookie)
    task = asyncio.create_task(listener.listen(reader))
    try:
        yield listener
    finally:
        task.cancel()
        writer.close()


async def until_all_heard(listeners: Sequence[Listener], words: str) -> list[float]:
    """When each heard them, on the clock of ``time.monotonic``."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        await asyncio.gather(*(each.has_heard.wait() for each in listeners))
    if any(each.has_ended for each in listeners):
        raise NotListening("some streams ended by themselves")
    return [each.heard_at[words] for each in listeners]
