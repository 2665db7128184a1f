"""People who use the app in a browser: signed up by the API, which is quick."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

import httpx
from playwright.async_api import BrowserContext, Page

from tests.canaries import STACK_PASSWORD as PASSWORD


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    email: str
    name: str


async def new_person(url: str, *, name: str = "Mara") -> Person:
    """Somebody with ten credits and no song."""
    person = Person(email=f"{uuid4().hex}@example.org", name=name)
    async with httpx.AsyncClient(base_url=url, headers={"Origin": url}) as client:
        answer = await client.post(
            "/api/auth/sign-up",
            json={"email": person.email, "password": PASSWORD, "name": name},
        )
    assert answer.status_code == HTTPStatus.CREATED, answer.text
    return person


async def sign_in(context: BrowserContext, person: Person, *, url: str) -> None:
    """All pages of this context are theirs from now on."""
    answer = await context.request.post(
        f"{url}/api/auth/sign-in",
        headers={"Origin": url},
        data={"email": person.email, "password": PASSWORD},
    )
    assert answer.ok, await answer.text()


async def fill_sign_in(page: Page, person: Person, password: str = PASSWORD) -> None:
    """As they would themselves, on the page of signing in."""
    await page.get_by_label("E-mail").fill(person.email)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()


@asynccontextmanager
async def client_of(person: Person, url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The API as this person uses it."""
    async with httpx.AsyncClient(
        base_url=url, headers={"Origin": url}, timeout=30
    ) as client:
        answer = await client.post(
            "/api/auth/sign-in", json={"email": person.email, "password": PASSWORD}
        )
        assert answer.is_success, answer.text
        yield client
