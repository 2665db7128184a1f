"""Packs of credits, checkout and portal."""

from fastapi import APIRouter

from services.gateway.auth.caller import AccountOwner, Caller
from services.gateway.billing.catalogue import CatalogueDep
from services.gateway.billing.schemas import (
    AddressRead,
    CheckoutCreate,
    ProductList,
    ProductRead,
)
from services.gateway.billing.service import BillingServiceDep
from services.gateway.dependencies import PolarSettingsDep

router = APIRouter(prefix="/api/billing", tags=["billing"])


@router.get("/products")
async def list_products(
    _: Caller, catalogue: CatalogueDep, settings: PolarSettingsDep
) -> ProductList:
    """The packs of credits that are sold, smallest first."""
    return ProductList(
        items=[ProductRead.model_validate(pack) for pack in await catalogue.packs()],
        is_stand_in=settings.is_stand_in,
    )


@router.post("/checkout")
async def open_checkout(
    body: CheckoutCreate, owner: AccountOwner, billing: BillingServiceDep
) -> AddressRead:
    """Where to pay for a pack. An open checkout is answered again."""
    return AddressRead(url=await billing.checkout(owner, body.product_id))


@router.post("/portal")
async def open_portal(owner: AccountOwner, billing: BillingServiceDep) -> AddressRead:
    """Where to see what was bought, with its invoices."""
    return AddressRead(url=await billing.portal(owner))
