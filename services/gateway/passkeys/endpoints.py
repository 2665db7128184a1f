"""Passkeys: adding, removing, signing in."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/auth/passkeys", tags=["identity"])
