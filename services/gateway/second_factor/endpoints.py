"""The second step of signing in, and setting it up."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/auth", tags=["identity"])
