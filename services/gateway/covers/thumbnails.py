"""Small versions of covers: a row of a list needs kilobytes, not the painted megabytes."""

import asyncio
from collections import OrderedDict
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, TypeAlias, get_args

from botocore.exceptions import BotoCoreError
from PIL import Image

from services.gateway.outages import Unavailable
from shared.models.song_object import SongObject
from shared.storage import ObjectStorage

Width: TypeAlias = Literal[96, 192, 384, 768]
MEDIA_TYPE: Final = "image/webp"

_KEPT_BYTES: Final = 64 * 1024 * 1024
# Each holds a painted megapixel while it works; more at once would be no faster.
_AT_ONCE: Final = 2
_QUALITY: Final = 82

_Sizes: TypeAlias = dict[int, bytes]


class Thumbnails:
    """Makes each once and keeps the latest used in this process."""

    def __init__(
        self, storage: ObjectStorage, *, kept_bytes: int = _KEPT_BYTES
    ) -> None:
        self._storage = storage
        self._most_bytes = kept_bytes
        self._kept: OrderedDict[str, _Sizes] = OrderedDict()
        self._kept_bytes = 0
        self._making: dict[str, asyncio.Task[_Sizes]] = {}
        self._seats = asyncio.Semaphore(_AT_ONCE)

    async def of(self, cover: SongObject, width: Width) -> bytes:
        """WebP, ``width`` pixels across; ``Unavailable`` while storage is away."""
        key = cover.sha256
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][width]
        if key not in self._making:
            making = asyncio.create_task(self._make(cover))
            making.add_done_callback(lambda _: self._making.pop(key))
            self._making[key] = making
        # Whoever asked first may go away: the others still wait for it.
        return (await asyncio.shield(self._making[key]))[width]

    async def _make(self, cover: SongObject) -> _Sizes:
        async with self._seats:
            made = await asyncio.to_thread(self._shrink, cover.key)
        self._keep(cover.sha256, made)
        return made

    def _keep(self, key: str, made: _Sizes) -> None:
        self._kept[key] = made
        self._kept_bytes += _weight(made)
        while self._kept_bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= _weight(oldest)

    def _shrink(self, object_key: str) -> _Sizes:
        with TemporaryDirectory() as folder:
            painted = Path(folder) / "cover"
            try:
                self._storage.get_file(object_key, painted)
            except BotoCoreError as error:
                raise Unavailable from error
            return shrunk(painted)


def shrunk(painted: Path) -> _Sizes:
    """Every size of the picture, never larger than it was: reading it costs the most."""
    sizes: _Sizes = {}
    with Image.open(painted) as picture:
        small = picture.convert("RGB")
    # From one size to the next: the smaller, the less there is to look at.
    for width in sorted(get_args(Width), reverse=True):
        small.thumbnail((width, width), Image.Resampling.LANCZOS)
        packed = BytesIO()
        small.save(packed, "WEBP", quality=_QUALITY, method=3)
        sizes[width] = packed.getvalue()
    return sizes


def _weight(sizes: _Sizes) -> int:
    return sum(map(len, sizes.values()))
