"""The checkout and the customer portal, for a person in a browser."""

from contextlib import suppress
from http import HTTPStatus
from importlib.resources import files

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from devstack.polar.dependencies import CustomersDep, ShopDep
from devstack.polar.errors import NotPayable, RefundedAlready, ResourceNotFound
from devstack.polar.pages.rendering import checkout_page, missing_page, portal_page

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/stand-in.css")
async def get_style() -> Response:
    style = files("devstack.polar.pages").joinpath("stand-in.css").read_text()
    return Response(style, media_type="text/css")


@router.get("/checkout/{client_secret}")
async def get_checkout_page(client_secret: str, shop: ShopDep) -> Response:
    try:
        return checkout_page(shop.checkout(client_secret, by="client_secret"))
    except ResourceNotFound:
        return missing_page()


@router.post("/checkout/{client_secret}")
async def press_pay(client_secret: str, shop: ShopDep) -> Response:
    try:
        checkout = shop.checkout(client_secret, by="client_secret")
        shop.pay(checkout["id"])
    except ResourceNotFound:
        return missing_page()
    except NotPayable:
        # Pressed twice, or too late: the page tells which.
        return _see(f"/checkout/{client_secret}")
    return _see(checkout["success_url"])


@router.get("/portal/{token}")
async def get_portal_page(token: str, customers: CustomersDep) -> Response:
    try:
        session = customers.session(token)
    except ResourceNotFound:
        return missing_page()
    return portal_page(session, orders=customers.orders(session["customer_id"]))


@router.post("/portal/{token}/orders/{order_id}/refund")
async def press_refund(
    token: str, order_id: str, customers: CustomersDep, shop: ShopDep
) -> Response:
    try:
        mine = customers.orders(customers.session(token)["customer_id"])
        if order_id not in [order["id"] for order in mine]:
            raise ResourceNotFound
        # Pressed twice, it stays done once: the page tells.
        with suppress(RefundedAlready):
            shop.refund(order_id)
    except ResourceNotFound:
        return missing_page()
    return _see(f"/portal/{token}")


def _see(address: str) -> Response:
    return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)
