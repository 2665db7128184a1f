"""A person's own account: name, password, sessions, erasure."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/auth", tags=["identity"])
