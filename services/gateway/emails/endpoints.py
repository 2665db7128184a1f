"""E-mail endpoints: verifying, changing, and resetting a password by mail."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/auth", tags=["identity"])
