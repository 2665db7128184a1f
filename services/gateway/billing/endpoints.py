"""Packs of credits, checkout and portal."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/billing", tags=["billing"])
