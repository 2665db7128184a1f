"""Accounts, as workflows carry them."""

from dataclasses import dataclass
from uuid import UUID

ERASE_ACCOUNT = "EraseAccountWorkflow"


@dataclass(frozen=True, kw_only=True, slots=True)
class EraseAccount:
    user_id: UUID


def erasure_workflow_id(user_id: UUID) -> str:
    return f"erase-account-{user_id}"
