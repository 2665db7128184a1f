"""Weighs what a page makes a browser fetch, as it travels: packed."""

from collections import Counter
from urllib.parse import urlsplit

from playwright.async_api import Page, Request


async def weigh(page: Page, path: str) -> Counter[str]:
    """Bytes of the first load of ``path`` by kind, and ``font files`` by number.

    Kinds are Playwright's: script, stylesheet, font, image, document, fetch, media.
    In a fresh context, or what the browser has kept would weigh nothing. A page of ours
    is waited for until it is drawn in its font: on a busy machine the network can be
    idle between the last script and the first letter.
    """
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    page.on("requestfinished", note)
    async with page.expect_event("requestfinished", _is_font):
        await page.goto(path, wait_until="networkidle")
    await page.evaluate("() => document.fonts.ready.then(() => true)")
    page.remove_listener("requestfinished", note)
    weight: Counter[str] = Counter()
    for request in finished:
        if urlsplit(request.url).scheme not in {"http", "https"}:
            continue
        sizes = await request.sizes()
        weight[request.resource_type] += sizes["responseBodySize"]
        weight["font files"] += _is_font(request)
    return weight


def _is_font(request: Request) -> bool:
    return request.resource_type == "font"
