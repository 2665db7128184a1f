"""Each fault of the proxy, as a client of a real server behind it sees it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.faults.links import DRIP_BYTES, LATENCY_SECONDS, RESET_AFTER_BYTES, Fault
from tests.faults.proxy import FaultProxy

_HELD = 0.2
"""How long nothing may come through before that counts as held back."""

Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _repeat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The server: says back what it hears, and ends when the other does."""
    while chunk := await reader.read(65_536):
        writer.write(chunk)
    writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[FaultProxy]:
    server = await asyncio.start_server(_repeat, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    async with FaultProxy("echo", lambda: port).listening() as proxy:
        yield proxy
    server.close()


@pytest.fixture
async def link(proxy: FaultProxy) -> AsyncIterator[Link]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    # It is through to the server before any fault begins.
    writer.write(b"!")
    assert await reader.readexactly(1) == b"!"
    yield reader, writer
    writer.close()


async def test_a_healthy_network_carries_all_and_tells_the_end(link: Link) -> None:
    reader, writer = link
    sent = bytes(range(256)) * 1000

    writer.write(sent)
    writer.write_eof()

    assert await reader.read(-1) == sent


async def test_latency_is_late_and_whole(proxy: FaultProxy, link: Link) -> None:
    reader, writer = link
    proxy.turn(Fault.LATENCY)
    clock = asyncio.get_running_loop().time
    began = clock()

    writer.write(b"tide")

    assert await reader.readexactly(4) == b"tide"
    # There and back.
    assert clock() - began >= 2 * LATENCY_SECONDS


async def test_a_reset_cuts_the_answer_short(proxy: FaultProxy, link: Link) -> None:
    reader, writer = link
    proxy.turn(Fault.RESET)

    writer.write(b"x" * (RESET_AFTER_BYTES + 1))

    with pytest.raises(ConnectionResetError):
        await reader.read(-1)


async def test_a_short_answer_outlives_a_reset(proxy: FaultProxy, link: Link) -> None:
    reader, writer = link
    proxy.turn(Fault.RESET)

    writer.write(b"x" * RESET_AFTER_BYTES)

    assert len(await reader.readexactly(RESET_AFTER_BYTES)) == RESET_AFTER_BYTES


async def test_a_black_hole_gives_back_what_it_held(
    proxy: FaultProxy, link: Link
) -> None:
    reader, writer = link
    proxy.turn(Fault.BLACK_HOLE)
    writer.write(b"tide")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.readexactly(1), _HELD)

    proxy.turn(Fault.NONE)

    assert await reader.readexactly(4) == b"tide"


async def test_a_half_open_connection_is_told_of_only_afterwards(
    proxy: FaultProxy, link: Link
) -> None:
    reader, writer = link
    proxy.turn(Fault.HALF_OPEN)
    writer.write(b"tide")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.readexactly(1), _HELD)

    proxy.turn(Fault.NONE)

    with pytest.raises(ConnectionResetError):
        await reader.readexactly(1)


async def test_a_slow_drip_comes_in_drops_and_whole(
    proxy: FaultProxy, link: Link
) -> None:
    reader, writer = link
    proxy.turn(Fault.SLOW_DRIP)
    sent = bytes(range(256)) * 2

    writer.write(sent)

    drops: list[bytes] = []
    while len(b"".join(drops)) < len(sent):
        drops.append(await reader.read(65_536))
    assert b"".join(drops) == sent
    assert len(drops) >= len(sent) // DRIP_BYTES // 2


async def test_refusing_ends_what_there_is_and_what_comes(
    proxy: FaultProxy, link: Link
) -> None:
    reader, _ = link

    proxy.turn(Fault.REFUSED)

    with pytest.raises(ConnectionResetError):
        await reader.readexactly(1)
    newcomer, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
        await newcomer.readexactly(1)
    writer.close()


async def test_a_server_that_is_down_is_seen_to_be_down() -> None:
    listener = await asyncio.start_server(_repeat, "127.0.0.1", 0)
    port: int = listener.sockets[0].getsockname()[1]
    listener.close()
    await listener.wait_closed()
    async with FaultProxy("gone", lambda: port).listening() as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
        writer.close()
