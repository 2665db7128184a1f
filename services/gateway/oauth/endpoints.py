"""Signing in with another provider."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/auth", tags=["identity"])
