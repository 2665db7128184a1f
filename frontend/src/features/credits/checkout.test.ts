import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"

import { findPurchase, openCheckout, placeBefore } from "./checkout"
import type { Entry } from "./queries"

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const BEFORE = "2026-11-26T10:00:00.000000Z"

function entries(...items: Partial<Entry>[]) {
  server.use(
    http.get("*/api/credits/entries", () => HttpResponse.json({ items, next_cursor: null })),
  )
}

async function goToPay() {
  server.use(
    http.post("*/api/billing/checkout", () => HttpResponse.json({ url: "https://pay.test/1" })),
  )
  return openCheckout("pack-10")
}

const purchase = (created_at: string) => ({
  id: "entry-1",
  kind: "grant" as const,
  amount: 10,
  order_id: "order-1",
  created_at,
})

it("finds the credits that came after the checkout was opened", async () => {
  entries(purchase(BEFORE))
  expect(await goToPay()).toBe("https://pay.test/1")
  expect(await findPurchase()).toBeNull()
  entries(purchase("2026-11-26T10:00:30.000000Z"), purchase(BEFORE))
  expect(await findPurchase()).toMatchObject({ amount: 10 })
})

it("takes no other movement for the purchase", async () => {
  entries()
  await goToPay()
  entries({ ...purchase("2026-11-26T10:00:30Z"), order_id: null })
  expect(await findPurchase()).toBeNull()
  entries({ ...purchase("2026-11-26T10:00:30Z"), kind: "take_back", amount: -10 })
  expect(await findPurchase()).toBeNull()
})

it("leads back to Create when it does not know where one was", () => {
  expect(placeBefore()).toBe("/create")
})
