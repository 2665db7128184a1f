"""What Polar tells us. It shows no cookie: its signature says who it is."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from services.gateway.webhooks.service import WebhookServiceDep

router = APIRouter(prefix="/webhooks", tags=["billing"])


@router.post("/polar", status_code=HTTPStatus.ACCEPTED, response_class=Response)
async def receive_polar_event(request: Request, webhooks: WebhookServiceDep) -> None:
    """Every event that Polar has signed is accepted, whether it means something or not."""
    await webhooks.receive(await request.body(), request.headers)
