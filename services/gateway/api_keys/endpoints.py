"""API keys over HTTP."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/api-keys", tags=["api keys"])
