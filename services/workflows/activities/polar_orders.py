"""Polar's list of orders, page by page, as raw JSON: the vendor's package stumbles over it."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import httpx
from temporalio.exceptions import ApplicationError

from shared.models.base import utc_now
from shared.outside_settings import PolarSettings

_PATIENCE_SECONDS: Final = 30.0
_PAGE_SIZE: Final = 100
_USUAL_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(minutes=10)


def polar_client(settings: PolarSettings) -> httpx.AsyncClient:
    token = settings.access_token
    if not token:
        raise ApplicationError(
            "Polar cannot be asked: POLAR_ACCESS_TOKEN is not set.", non_retryable=True
        )
    return httpx.AsyncClient(
        base_url=settings.api_url,
        timeout=_PATIENCE_SECONDS,
        headers={"Authorization": f"Bearer {token.get_secret_value()}"},
    )


async def pages_of_orders(
    polar: httpx.AsyncClient, *, since: datetime
) -> AsyncIterator[list[object]]:
    """Newest first, until one is older. An order may come twice when others come in."""
    page, is_last = 1, False
    while not is_last:
        answer = await polar.get(
            "/v1/orders/",
            params={"sorting": "-created_at", "page": page, "limit": _PAGE_SIZE},
        )
        items, is_last = _read(answer, page)
        young = [item for item in items if not _is_older(item, since)]
        yield young
        is_last = is_last or len(young) < len(items)
        page += 1


def _read(answer: httpx.Response, page: int) -> tuple[list[object], bool]:
    """The orders of a page, and whether it is the last."""
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise ApplicationError(
            "Polar asks for patience.",
            next_retry_delay=_wished_wait(answer.headers.get("Retry-After", "")),
        )
    answer.raise_for_status()
    body = answer.json()
    items = body.get("items") if isinstance(body, Mapping) else None
    if not isinstance(items, list):
        raise ApplicationError("Polar's list of orders is not what it was.")
    pagination = body.get("pagination")
    last = pagination.get("max_page") if isinstance(pagination, Mapping) else None
    return items, not items or (isinstance(last, int) and page >= last)


def _is_older(order: object, since: datetime) -> bool:
    """One whose date cannot be read is looked at as well."""
    created = order.get("created_at") if isinstance(order, Mapping) else None
    try:
        moment = datetime.fromisoformat(created) if isinstance(created, str) else since
    except ValueError:
        return False
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) < since


def _wished_wait(retry_after: str) -> timedelta:
    """Seconds, or a date; never longer than makes sense for an hourly run."""
    if retry_after.isascii() and retry_after.isdigit():
        wished = timedelta(seconds=min(int(retry_after[:9]), 10**6))
    else:
        try:
            wished = parsedate_to_datetime(retry_after) - utc_now()
        except (ValueError, TypeError):
            wished = _USUAL_WAIT
    return min(max(wished, timedelta(seconds=1)), _LONGEST_WAIT)
