"""Pages for a person, from the shop's documents."""

import re
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from markupsafe import Markup

from devstack.polar.pages import templates
from devstack.polar.store import Document

_STATUSES: Final = {
    "paid": "Paid",
    "pending": "Not paid yet",
    "refunded": "Refunded",
    "partially_refunded": "Refunded in part",
}
_HOST: Final = re.compile(r"[a-z0-9.-]+")


def checkout_page(checkout: Document) -> HTMLResponse:
    facts = {
        "name": checkout["product"]["name"],
        "price": _money(checkout["total_amount"], checkout["currency"]),
        "email": checkout["customer_email"] or "nobody",
        "client_secret": checkout["client_secret"],
        "onward": checkout["success_url"],
        "back": _back(checkout["return_url"]),
    }
    template = {
        "open": templates.CHECKOUT,
        "expired": templates.EXPIRED,
    }.get(checkout["status"], templates.PAID)
    return _page("Checkout", template.format(**facts), leads_to=checkout["success_url"])


def portal_page(session: Document, *, orders: list[Document]) -> HTMLResponse:
    items = Markup("").join(_order(each, token=session["token"]) for each in orders)
    content = templates.PORTAL.format(
        email=session["customer"]["email"],
        orders=templates.ORDERS.format(items=items) if orders else templates.NO_ORDERS,
        back=_back(session["return_url"]),
    )
    return _page("Your orders", content)


def missing_page() -> HTMLResponse:
    return _page("Not found", templates.MISSING, status=404)


def _order(order: Document, *, token: str) -> Markup:
    created_at = datetime.fromisoformat(order["created_at"])
    refund = ""
    if order["paid"] and order["refundable_amount"] > 0:
        refund = templates.REFUND.format(
            token=token,
            id=order["id"],
            left=_money(order["refundable_amount"], order["currency"]),
            name=order["product"]["name"],
            number=order["invoice_number"],
        )
    return templates.ORDER.format(
        name=order["product"]["name"],
        price=_money(order["total_amount"], order["currency"]),
        created_at=order["created_at"],
        day=f"{created_at:%d %B %Y}",
        number=order["invoice_number"],
        status=order["status"],
        told=_STATUSES.get(order["status"], order["status"]),
        refund=refund,
    )


def _back(address: str | None) -> Markup:
    return templates.BACK.format(address=address) if address else Markup("")


def _money(cents: int, currency: str) -> str:
    return f"{cents / 100:.2f} {currency.upper()}"


def _page(
    title: str, content: Markup, *, status: int = 200, leads_to: str | None = None
) -> HTMLResponse:
    # A form may not lead to where its answer redirects, unless that is named as well.
    forms = " ".join(filter(None, ("'self'", _origin(leads_to))))
    policy = (
        f"default-src 'none'; style-src 'self'; form-action {forms};"
        " base-uri 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(
        templates.LAYOUT.format(title=title, content=content),
        status_code=status,
        headers={
            "Content-Security-Policy": policy,
            # The address holds a secret.
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _origin(address: str | None) -> str | None:
    parts = urlsplit(address or "")
    if not parts.hostname or not _HOST.fullmatch(parts.hostname):
        return None
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}"
