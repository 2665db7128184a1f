"""What a published song's page tells those who show a link to it: title, cover, sound."""

from collections.abc import Iterator
from html import escape
from typing import Final

from services.gateway.web_app.shell import meta
from shared.models.song import Song
from shared.models.song_object import COVER

MP3: Final = "mp3"
"""The object that is heard."""
SITE: Final = "MusicGenerator"
_WORDS: Final = 3
"""How many of its genres a description names."""

# A link may be tried by anybody; what is not there is not to be found by a search either.
NOT_TO_BE_FOUND: Final = (meta("name", "robots", "noindex"),)


def title_of(song: Song) -> str:
    return f"{song.title} by {song.owner.name} · {SITE}"


def tags_of(song: Song, *, public_url: str) -> Iterator[str]:
    """Every address is whole, and stays good for as long as the song is published."""
    site = public_url.rstrip("/")
    page = f"{site}/s/{song.id}"
    description = _description(song)
    yield f'<link rel="canonical" href="{escape(page)}">'
    yield meta("name", "description", description)
    yield meta("property", "og:site_name", SITE)
    yield meta("property", "og:type", "music.song")
    yield meta("property", "og:url", page)
    yield meta("property", "og:title", song.title)
    yield meta("property", "og:description", description)
    yield meta("property", "music:duration", str(round(song.audio_duration)))
    yield meta("name", "twitter:card", "summary")
    yield meta("name", "twitter:title", song.title)
    yield meta("name", "twitter:description", description)
    yield from _picture(song, address=f"{site}/api/songs/{song.id}/cover")
    yield from _sound(song, address=f"{site}/api/songs/{song.id}/audio.mp3")


def _picture(song: Song, *, address: str) -> Iterator[str]:
    if song.object_named(COVER) is None:
        return
    alt = f"Cover of {song.title}"
    yield meta("property", "og:image", address)
    yield meta("property", "og:image:alt", alt)
    yield meta("name", "twitter:image", address)
    yield meta("name", "twitter:image:alt", alt)


def _sound(song: Song, *, address: str) -> Iterator[str]:
    if song.object_named(MP3) is None:
        return
    yield meta("property", "og:audio", address)
    yield meta("property", "og:audio:type", "audio/mpeg")


def _description(song: Song) -> str:
    kind = ", ".join(song.categories[:_WORDS])
    about = f"A song by {song.owner.name}"
    return f"{about}: {kind}." if kind else f"{about}."
