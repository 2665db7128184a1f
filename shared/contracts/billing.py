"""Billing, as workflows carry it."""

from dataclasses import dataclass

RECONCILE_ORDERS = "ReconcileOrdersWorkflow"
RECONCILE_SCHEDULE_ID = "reconcile-orders"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReconcileOrders:
    hours: int = 48
    """How far back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReconciledOrders:
    seen: int
    repaired: int
    unreadable: int = 0
