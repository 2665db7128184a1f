"""What each answer tells a browser that it must not do with it."""

import base64
import hashlib
import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "Content-Security-Policy"
REACH: Final = "Cross-Origin-Resource-Policy"

# What is not a page may do nothing at all, should a browser ever show it as one.
NO_PAGE: Final = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

_DENIED: Final = (
    *("accelerometer", "browsing-topics", "camera", "display-capture"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts"),
    *("magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial"),
    *("usb", "window-management", "xr-spatial-tracking"),
)
# Passkeys, and hearing a song, are what our own pages are for.
_OURS: Final = (
    *("autoplay", "fullscreen"),
    *("publickey-credentials-create", "publickey-credentials-get"),
)

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    REACH: "same-origin",
    "Permissions-Policy": ", ".join(
        [*(f"{name}=()" for name in _DENIED), *(f"{name}=(self)" for name in _OURS)]
    ),
}
_HTTPS_ONLY: Final = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains"
}

_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# A small cover says for itself how long it is good.
_PICTURE: Final = re.compile(r"/api/songs/[^/]+/cover")
# Not secret, and large: a browser may keep it.
_KEEPABLE: Final = ("/static-offline-docs/",)


def docs_policy(page: str) -> str:
    """The least that the API's description needs: its inline script, and no other."""
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _INLINE_SCRIPT.findall(page)
    ]
    scripts = " ".join(f"'sha256-{each}'" for each in digests)
    return (
        f"{NO_PAGE}; script-src 'self' {scripts}; style-src 'self';"
        " img-src 'self' data:; connect-src 'self'"
    )


def web_app_policy(*, storage_origin: str, style_nonce: str) -> str:
    """For the pages of the web app: all from here, but sound and pictures from storage.

    The waveform and the dialogs write style elements of their own: with the nonce, which
    is another in each answer. Scripts have no such door.
    """
    return (
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none';"
        " form-action 'self'; script-src 'self';"
        f" style-src 'self' 'nonce-{style_nonce}'; font-src 'self'; manifest-src 'self';"
        f" img-src 'self' data: {storage_origin}; media-src 'self' {storage_origin};"
        f" connect-src 'self' {storage_origin}"
    )


class BrowserSafety:
    """Adds the headers to every answer, whoever makes it."""

    def __init__(self, app: ASGIApp, *, is_secure: bool) -> None:
        self._app = app
        self._headers = {**_HEADERS, **(_HTTPS_ONLY if is_secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_to(MutableHeaders(scope=message), path=scope["path"])
            await send(message)

        await self._app(scope, receive, send_safely)

    def _add_to(self, headers: MutableHeaders, *, path: str) -> None:
        # What a published song may show elsewhere, its own room says.
        reach = headers.get(REACH)
        headers.update(self._headers)
        if reach is not None:
            headers[REACH] = reach
        # A page says for itself what it needs.
        headers.setdefault(POLICY, NO_PAGE)
        kind = headers.get("content-type", "")
        if kind.startswith("text/") and "charset=" not in kind:
            headers["content-type"] = f"{kind}; charset=utf-8"
        if path.startswith("/api/") and not _PICTURE.fullmatch(path):
            headers["Cache-Control"] = "no-store"
        elif not path.startswith(_KEEPABLE):
            headers.setdefault("Cache-Control", "no-store")
