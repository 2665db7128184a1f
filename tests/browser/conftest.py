"""A real Chromium before a real stack, for tests of the app as a person uses it.

Everything is Playwright's async API, on the one loop that all tests share. A test asks for

- ``page``: an empty tab of nobody's; ``await page.goto("/create")`` is enough, for
  addresses are below the stack's.
- ``signed_in``: the same, for ``mara``, who has ten credits and no song.
- ``open_page(person=…, width=…, height=…, theme=…)``: more tabs, each in a context of its
  own: two people, a phone (``is_phone=True``), the light theme.
- ``song``: a ready song of ``owner``'s of twelve seconds, made once; ``published``: another
  of theirs that everybody may hear. Both are what the API says of them.
- ``listener``: somebody with two ready songs of half a minute, which no test changes.
- ``regular``: somebody with songs of every kind, a long library and one credit.
- ``stack``: what runs; ``stack.url``, and what else ``tests.e2e.stack`` offers.
- ``complaints``: errors in the console, uncaught errors, and requests to other origins
  fail a test at its end, unless ``complaints.expect(r"status of 402")`` was said.

``tests.browser.axe.violations``, ``boxes.troubles`` and ``budget.weigh`` examine a page. A
test that fails leaves ``page-1.png`` and ``trace-1.zip`` in its ``tmp_path``, whose place
is printed; ``.venv/bin/playwright show-trace`` opens the latter.
"""

import os
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.browser.chromium import chromium
from tests.browser.complaints import Complaints
from tests.browser.people import Person, client_of, new_person, sign_in
from tests.browser.regular import Regular, new_regular
from tests.browser.songs import BELOW, TOP, publish, ready_song
from tests.canaries import STACK_PASSWORD, STACK_WORD
from tests.e2e.stack import RunningStack, running_stack

_FLAGS = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
_PATIENCE_MS = 10_000
_FAILED: pytest.StashKey[bool] = pytest.StashKey()


class OpenPage(Protocol):
    async def __call__(
        self,
        *,
        person: Person | None = None,
        width: int = 1440,
        height: int = 900,
        theme: Literal["dark", "light"] = "dark",
        is_phone: bool = False,
    ) -> Page: ...


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[_FAILED] = report.failed or item.stash.get(_FAILED, False)
    return report


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("a studio")) as running:
        running.secrets.update({STACK_WORD, STACK_PASSWORD})
        yield running


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(),
            args=_FLAGS,
            # Chromium refuses its own sandbox to root.
            chromium_sandbox=os.getuid() != 0,
        )
        yield browser
        await browser.close()


@pytest.fixture
def complaints(stack: RunningStack) -> Iterator[Complaints]:
    bucket = f"http://127.0.0.1:{stack.ports()['s3']}"
    heard = Complaints(origins={stack.url, bucket})
    yield heard
    assert heard.unexpected() == []


@pytest.fixture
async def open_page(
    browser: Browser,
    stack: RunningStack,
    complaints: Complaints,
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> AsyncIterator[OpenPage]:
    contexts: list[BrowserContext] = []

    async def open_one(
        *,
        person: Person | None = None,
        width: int = 1440,
        height: int = 900,
        theme: Literal["dark", "light"] = "dark",
        is_phone: bool = False,
    ) -> Page:
        context = await browser.new_context(
            base_url=stack.url,
            viewport={"width": width, "height": height},
            color_scheme=theme,
            has_touch=is_phone,
            is_mobile=is_phone,
        )
        contexts.append(context)
        context.set_default_timeout(_PATIENCE_MS)
        complaints.watch(context)
        await context.tracing.start(snapshots=True)
        if person is not None:
            await sign_in(context, person, url=stack.url)
        return await context.new_page()

    yield open_one
    for number, context in enumerate(contexts, start=1):
        if request.node.stash.get(_FAILED, False):
            await _keep(context, tmp_path, number)
        await context.close()


async def _keep(context: BrowserContext, folder: Path, number: int) -> None:
    await context.tracing.stop(path=folder / f"trace-{number}.zip")
    for page in context.pages[-1:]:
        await page.screenshot(path=folder / f"page-{number}.png")
    print(f"What the browser showed is in {folder}")  # noqa: T201 -- for whoever mends it


@pytest.fixture
async def page(open_page: OpenPage) -> Page:
    return await open_page()


@pytest.fixture
async def mara(stack: RunningStack) -> Person:
    return await new_person(stack.url)


@pytest.fixture
async def signed_in(open_page: OpenPage, mara: Person) -> Page:
    return await open_page(person=mara)


@pytest.fixture(scope="session")
async def owner(stack: RunningStack) -> Person:
    return await new_person(stack.url, name="Olive")


@pytest.fixture(scope="session")
async def song(stack: RunningStack, owner: Person) -> dict[str, Any]:
    async with client_of(owner, stack.url) as client:
        return await ready_song(client)


@pytest.fixture(scope="session")
async def published(stack: RunningStack, owner: Person) -> dict[str, Any]:
    async with client_of(owner, stack.url) as client:
        return await publish(client, await ready_song(client))


@pytest.fixture(scope="session")
async def listener(stack: RunningStack) -> Person:
    person = await new_person(stack.url, name="Lena")
    async with client_of(person, stack.url) as client:
        for title in (BELOW, TOP):
            await ready_song(client, title=title, audio_duration=30)
    return person


@pytest.fixture(scope="session")
async def regular(stack: RunningStack) -> Regular:
    return await new_regular(stack)
