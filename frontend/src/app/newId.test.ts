// Ids are made where the browser has no randomUUID to offer.
import { expect, it } from "vitest"

import { newId } from "./newId"

it("makes a version 4 UUID, another each time", () => {
  const made = Array.from({ length: 200 }, newId)

  for (const id of made)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(made).size).toBe(200)
})
