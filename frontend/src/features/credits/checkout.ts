// Going away to pay, and finding back: what is kept lasts as long as the tab.
import type { AnyRouter } from "@tanstack/react-router"

import { api, read } from "@/api/client"

import { type Entry, newestEntries } from "./queries"

const PLACE = "before-credits"
const NEWEST = "before-checkout"
const RECENT_MS = 10 * 60_000
const PASSED_BY = new Set(["/credits", "/billing", "/sign-in", "/sign-up"])

/** Remember where somebody was when they went to get credits. */
export function rememberPlace(router: AnyRouter): () => void {
  return router.subscribe("onBeforeNavigate", ({ fromLocation, toLocation }) => {
    if (toLocation.pathname !== "/credits" || !fromLocation) return
    if (!PASSED_BY.has(fromLocation.pathname)) keep(PLACE, fromLocation.href)
  })
}

export function placeBefore(): string {
  return kept(PLACE) ?? "/create"
}

/** Where to pay for a pack. */
export async function openCheckout(productId: string): Promise<string> {
  const [newest] = await newestEntries(1)
  const { url } = await read(api.POST("/api/billing/checkout", { body: { product_id: productId } }))
  // By the gateway's clock, so that this device's does not matter.
  keep(NEWEST, newest?.created_at ?? new Date(0).toISOString())
  return url
}

export async function openPortal(): Promise<string> {
  return (await read(api.POST("/api/billing/portal"))).url
}

/** What was bought since the checkout was opened, if it has arrived. */
export async function findPurchase(): Promise<Entry | null> {
  // Paid in another tab than this one: then only what is quite new can be it.
  const since = kept(NEWEST) ?? new Date(Date.now() - RECENT_MS).toISOString()
  const entries = await newestEntries(20)
  return (
    entries.find((entry) => entry.order_id && isPurchase(entry) && isLater(entry, since)) ?? null
  )
}

function isPurchase(entry: Entry): boolean {
  return entry.kind === "grant" && entry.amount > 0
}

function isLater(entry: Entry, since: string): boolean {
  return Date.parse(entry.created_at) > Date.parse(since)
}

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    // Storage can be forbidden: one comes back to Create then.
  }
}

function kept(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}
