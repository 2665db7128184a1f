"""What Polar tells us."""

from fastapi import APIRouter

router = APIRouter(prefix="/webhooks", tags=["billing"])
