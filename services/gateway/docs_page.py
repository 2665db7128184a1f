"""The description of the API, for people: served from here, so that it works anywhere."""

from fastapi import APIRouter
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse

from services.gateway.browser_safety import POLICY, docs_policy

router = APIRouter(include_in_schema=False)

_STATIC = "/static-offline-docs"


@router.get("/docs")
async def docs() -> HTMLResponse:
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="MusicGenerator",
        swagger_js_url=f"{_STATIC}/swagger-ui-bundle.js",
        swagger_css_url=f"{_STATIC}/swagger-ui.css",
        swagger_favicon_url=f"{_STATIC}/favicon.png",
    )
    page.headers[POLICY] = docs_policy(bytes(page.body).decode())
    return page
