"""All that we ask of Polar is in its own document, as the stand-in's answers are."""

from pathlib import Path

import httpx
from pydantic import SecretStr
from temporalio.testing import ActivityEnvironment

from devstack.polar.products import PRODUCTS
from services.workflows.activities.billing import PolarBillingActivities
from shared.contracts.billing import ReconciledOrders, ReconcileOrders
from shared.db import Sessions
from shared.outside_settings import PolarSettings
from shared.settings import StorageSettings, TemporalSettings
from tests.devstack.polar.running import RunningShop, listening, running_shop
from tests.services.gateway.asking import available
from tests.services.gateway.conftest import PASSWORD
from tests.services.gateway.selling import selling

PACK = PRODUCTS[0]


async def test_what_is_sold_bought_shown_and_caught_up_with_is_asked_by_the_document(
    tmp_path: Path,
    database_url: str,
    sessions: Sessions,
    storage_settings: StorageSettings,
    temporal_settings: TemporalSettings,
) -> None:
    async with (
        listening() as elsewhere,
        # At its end it tells all that is not by the document.
        running_shop(tmp_path, webhook_url=elsewhere.url) as shop,
        selling(
            database_url, storage_settings, temporal_settings, polar=told_of(shop)
        ) as url,
        httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=30) as mara,
    ):
        await sign_up(mara)
        packs = (await mara.get("/api/billing/products")).json()["items"]
        first, again = [
            await mara.post("/api/billing/checkout", json={"product_id": PACK.id})
            for _ in range(2)
        ]
        early = await mara.post("/api/billing/portal")
        [checkout] = (await shop.client.get("/v1/checkouts/")).json()["items"]
        await shop.do(f"checkouts/{checkout['id']}/pay")
        portal = await mara.post("/api/billing/portal")
        caught_up = await reconcile(sessions, shop)
        credits_in_the_end = await available(mara)

    assert [pack["name"] for pack in packs] == [each.name for each in PRODUCTS]
    assert first.json()["url"] == again.json()["url"] == checkout["url"]
    assert early.status_code == 409
    assert portal.json()["url"].startswith("http://localhost:")
    assert caught_up == ReconciledOrders(seen=1, repaired=1)
    assert credits_in_the_end == 10 + PACK.credits
    asked = {line.rpartition(" ")[0] for line in shop.witness.seen}
    assert asked == {
        "GET /v1/products/",
        "POST /v1/checkouts/",
        "GET /v1/checkouts/",
        f"GET /v1/checkouts/{checkout['id']}",
        "POST /v1/customer-sessions/",
        "GET /v1/orders/",
    }


def told_of(shop: RunningShop) -> PolarSettings:
    return PolarSettings(
        access_token=SecretStr(shop.token),
        webhook_secret=SecretStr(shop.secret),
        base_url=shop.url,
        products={each.id: each.credits for each in PRODUCTS},
    )


async def sign_up(client: httpx.AsyncClient) -> None:
    person = {"email": "mara@example.org", "password": PASSWORD, "name": "Mara"}
    (await client.post("/api/auth/sign-up", json=person)).raise_for_status()


async def reconcile(sessions: Sessions, shop: RunningShop) -> ReconciledOrders:
    activities = PolarBillingActivities(sessions, told_of(shop))
    done: ReconciledOrders = await ActivityEnvironment().run(
        activities.reconcile_orders, ReconcileOrders()
    )
    return done
