"""A store that speaks HTTP and cannot serve: busy for everybody, or full for whoever writes."""

import asyncio
from dataclasses import dataclass
from typing import Final

_HEAD_END: Final = b"\r\n\r\n"
_CHUNK_BYTES: Final = 65_536
_WRITES: Final = frozenset({"PUT", "POST"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Illness:
    """What it answers, and to whom."""

    status: str
    code: str
    """S3's name for it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"""
    only_writes: bool = False

    def strikes(self, head: bytes) -> bool:
        method = head.partition(b" ")[0].decode("ascii", "replace")
        return method in _WRITES or not self.only_writes

    def answer(self) -> bytes:
        body = f"<Error><Code>{self.code}</Code><Message>Ill.</Message></Error>"
        return (
            f"HTTP/1.1 {self.status}\r\nContent-Type: application/xml\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
        ).encode()


BUSY: Final = Illness(status="503 Slow Down", code="SlowDown")
FULL: Final = Illness(
    status="507 Insufficient Storage", code="XMinioStorageFull", only_writes=True
)


async def read_head(reader: asyncio.StreamReader) -> bytes:
    """A request up to its body, asking for one answer a connection; empty at the end."""
    try:
        head = await reader.readuntil(_HEAD_END)
    except asyncio.IncompleteReadError:
        return b""
    lines = head.removesuffix(_HEAD_END).split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close"]) + _HEAD_END


async def refuse(
    illness: Illness, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer, then hear the rest: a reset would hide the answer from whoever still sends."""
    writer.write(illness.answer())
    await writer.drain()
    writer.write_eof()
    while await reader.read(_CHUNK_BYTES):
        pass
