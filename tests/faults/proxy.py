"""A TCP proxy whose network can be made bad: between our services and what they lean on."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from tests.faults import ill_http
from tests.faults.links import Cut, Fault, Weather, answer_through, ask_through

_LOCAL: Final = "127.0.0.1"
_ILLNESSES: Final = {Fault.BUSY: ill_http.BUSY, Fault.FULL: ill_http.FULL}
# These strike at a connection's beginning, so that those there are must be made anew.
_BEGIN_ANEW: Final = frozenset({Fault.REFUSED, *_ILLNESSES})
# On, for zero seconds: closing sends a reset and drops what is still unsent.
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


class FaultProxy:
    """Listens on a free port; where it leads is asked anew for each connection.

    ``turn`` changes the weather for the connections there are and for those to come.
    """

    def __init__(self, name: str, leads_to: Callable[[], int]) -> None:
        self.name = name
        self.port = 0
        self.refused = 0
        """Requests that were told of an illness."""
        self._leads_to = leads_to
        self._weather = Weather()
        self._links: set[asyncio.Task[None]] = set()

    @property
    def fault(self) -> Fault:
        return self._weather.fault

    def turn(self, fault: Fault) -> None:
        self._weather.turn(fault)
        if fault in _BEGIN_ANEW:
            for link in self._links:
                link.cancel()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["FaultProxy"]:
        server = await asyncio.start_server(self._accept, _LOCAL, 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for link in self._links:
                link.cancel()
            await asyncio.gather(*self._links, return_exceptions=True)

    async def _accept(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        link = asyncio.create_task(self._connect(reader, writer))
        self._links.add(link)
        link.add_done_callback(self._links.discard)

    async def _connect(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            await self._serve(reader, writer)
        except OSError:
            # The client is gone, or the server is down: then its client sees just that.
            pass
        finally:
            reset(writer)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.fault is Fault.REFUSED:
            return
        head = b""
        if illness := _ILLNESSES.get(self.fault):
            head = await ill_http.read_head(reader)
            if head and illness.strikes(head):
                self.refused += 1
                await ill_http.refuse(illness, reader, writer)
                return
        await self._carry_all(head, reader, writer)

    async def _carry_all(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        server_reader, server_writer = await asyncio.open_connection(
            _LOCAL, self._leads_to()
        )
        server_writer.write(head)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(ask_through(self._weather, reader, server_writer))
                both.create_task(answer_through(self._weather, server_reader, writer))
        except* (Cut, OSError):
            # Either side ended it, or the fault did: the other side is told.
            pass
        finally:
            reset(server_writer)


def reset(writer: asyncio.StreamWriter) -> None:
    """Close at once; what was written and not yet sent is lost, as when a host dies."""
    opened: socket.socket | None = writer.get_extra_info("socket")
    with suppress(OSError):
        if opened is not None:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    writer.transport.abort()
