"""The original backend's four endpoints."""

from fastapi import APIRouter

router = APIRouter(tags=["original endpoints"])
