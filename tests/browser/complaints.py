"""What a browser complains of behind a page's back: it fails the test unless expected."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Request, WebError

# How the app learns that nobody is signed in.
_ALWAYS_EXPECTED = (r"status of 401 .*/api/auth/me$",)
# A signed address opens an object: its signature is not for a report.
_QUERY = re.compile(r"(?<=\S)\?[^\s'\"]+")


class Complaints:
    """Errors in the console, uncaught ones, and requests to where none should go."""

    def __init__(self, *, origins: Collection[str]) -> None:
        self._origins = frozenset(origins)
        self._expected = [re.compile(pattern) for pattern in _ALWAYS_EXPECTED]
        self._seen: list[str] = []

    def expect(self, pattern: str) -> None:
        """This test brings about what matches; say so before or after it happens."""
        self._expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        return [
            said
            for said in self._seen
            if not any(pattern.search(said) for pattern in self._expected)
        ]

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("request", self._see_off)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            said = f"console: {message.text} {message.location['url']}"
            self._seen.append(_QUERY.sub("", said))

    def _catch(self, error: WebError) -> None:
        self._seen.append(_QUERY.sub("", f"uncaught: {error.error}"))

    def _see_off(self, request: Request) -> None:
        url = urlsplit(request.url)
        origin = f"{url.scheme}://{url.netloc}"
        if url.scheme in {"http", "https"} and origin not in self._origins:
            self._seen.append(f"foreign: {origin} was asked for {url.path}")
