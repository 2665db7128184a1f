"""The sink as an application: a page for people, JSON for tests."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import files
from typing import Annotated, Final

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel
from starlette.middleware.trustedhost import TrustedHostMiddleware

from devstack.mail.catching import catching
from devstack.mail.folder import MOST_KEPT, MailFolder
from devstack.mail.page import page_of
from devstack.mail.reading import CaughtMail
from devstack.mail.settings import MailSinkSettings

_SHOWN: Final = 50
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

router = APIRouter()


def get_folder(request: Request) -> MailFolder:
    folder: MailFolder = request.app.state.folder
    return folder


FolderDep = Annotated[MailFolder, Depends(get_folder)]


class Mails(BaseModel):
    items: Sequence[CaughtMail]


# Plain functions: reading files happens in threads, and holds up no mail.
@router.get("/", response_class=HTMLResponse)
def get_page(folder: FolderDep) -> str:
    return page_of(folder.newest(limit=_SHOWN))


@router.get("/mailbox.css")
def get_style() -> Response:
    return Response(_asset("mailbox.css"), media_type="text/css")


@router.get("/mailbox.js")
def get_script() -> Response:
    return Response(_asset("mailbox.js"), media_type="text/javascript")


@router.get("/api/mails")
def list_mails(
    folder: FolderDep,
    to: str | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_KEPT)] = 100,
) -> Mails:
    return Mails(items=folder.newest(limit=limit, to=to))


@router.delete("/api/mails", status_code=HTTPStatus.NO_CONTENT)
def delete_mails(folder: FolderDep) -> None:
    folder.clear()


@router.get("/readyz")
async def readyz() -> dict[str, str]:
    return {"status": "ready"}


def create_app(settings: MailSinkSettings) -> FastAPI:
    folder = MailFolder(settings.folder)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with catching(folder, port=settings.smtp_port):
            yield

    app = FastAPI(lifespan=running, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.folder = folder
    # A page elsewhere could point a name of its own at this machine, and read the links.
    app.add_middleware(
        TrustedHostMiddleware,
        allowed_hosts=["localhost", "127.0.0.1"],
        www_redirect=False,
    )
    app.middleware("http")(_guard)
    app.include_router(router)
    return app


async def _guard(
    request: Request, answer: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await answer(request)
    response.headers.update(_HEADERS)
    return response


def _asset(name: str) -> str:
    return files("devstack.mail").joinpath(name).read_text()
