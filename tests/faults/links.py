"""What can befall a connection, chunk by chunk, and what a client sees of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Fault(StrEnum):
    """The state of a network between two programs; ``NONE`` is a healthy one."""

    NONE = "none"
    LATENCY = "latency"
    """Each chunk comes late."""
    RESET = "reset"
    """A connection is cut by a reset after some bytes of the answer."""
    BLACK_HOLE = "black hole"
    """Nothing passes in either way; it passes late once the network is well again."""
    HALF_OPEN = "half-open"
    """What is asked arrives, no answer does, and nobody is told that the peer is gone."""
    SLOW_DRIP = "slow drip"
    """Everything passes, a few bytes at a time."""
    REFUSED = "refused"
    """A connection is closed as soon as it is made, and so are all there are."""
    BUSY = "busy"
    """It answers that it cannot serve. Only for what speaks HTTP."""
    FULL = "full"
    """It keeps nothing more, and gives what it has. Only for what speaks HTTP."""


LATENCY_SECONDS: Final = 0.25
RESET_AFTER_BYTES: Final = 600
DRIP_BYTES: Final = 64
DRIP_SECONDS: Final = 0.02
_CHUNK_BYTES: Final = 16_384


@dataclass(eq=False, slots=True)
class Weather:
    """Which fault a proxy has now; whoever waits for it to pass is woken."""

    fault: Fault = Fault.NONE
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def turn(self, fault: Fault) -> None:
        self.fault = fault
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def changes(self) -> None:
        await self._changed.wait()


Pump = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Cut(Exception):
    """The connection ends here, with a reset on both sides."""


async def ask_through(
    weather: Weather, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Carry what a client says to the server."""
    while chunk := await reader.read(_CHUNK_BYTES):
        await _hold_back(weather)
        await _carry(weather, chunk, writer)
    writer.write_eof()


async def answer_through(
    weather: Weather, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Carry what the server says to a client; some faults strike only here."""
    under_fault = 0
    while chunk := await reader.read(_CHUNK_BYTES):
        await _hold_back(weather)
        if weather.fault is Fault.HALF_OPEN:
            # The answer is lost; once the network is well, so is the connection.
            await weather.changes()
            raise Cut
        if weather.fault is Fault.RESET:
            under_fault += len(chunk)
            if under_fault > RESET_AFTER_BYTES:
                raise Cut
        await _carry(weather, chunk, writer)
    writer.write_eof()


async def _hold_back(weather: Weather) -> None:
    while weather.fault is Fault.BLACK_HOLE:
        await weather.changes()


async def _carry(weather: Weather, chunk: bytes, writer: asyncio.StreamWriter) -> None:
    if weather.fault is Fault.LATENCY:
        await asyncio.sleep(LATENCY_SECONDS)
    while weather.fault is Fault.SLOW_DRIP and chunk:
        writer.write(chunk[:DRIP_BYTES])
        await writer.drain()
        chunk = chunk[DRIP_BYTES:]
        await asyncio.sleep(DRIP_SECONDS)
    writer.write(chunk)
    await writer.drain()
