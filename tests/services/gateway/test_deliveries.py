"""Every order counts once, however often, late or badly its deliveries come."""

import secrets
from pathlib import Path

import pytest

from bench.deliveries.run import Plan, deliver_to_gateways


@pytest.mark.timeout(300)
async def test_hundreds_of_shuffled_deliveries_move_each_credit_once(
    database_url: str, tmp_path: Path
) -> None:
    plan = Plan(orders=60, copies=3, seed=20261126, cut_share=0.05, about="order.")

    outcome = await deliver_to_gateways(
        plan,
        database_url=database_url,
        secret=secrets.token_urlsafe(24),
        folder=tmp_path,
    )

    assert outcome.violations == []
    assert outcome.tally.delivered == len(outcome.deliveries) >= 600
    assert outcome.tally.cut > 0
    assert outcome.connections_ended > 0
