// A request that is sent twice is one request; pressed again later it is another.
import { beforeEach, expect, it, vi } from "vitest"

import { BLANK } from "./draft"
import { requestOf } from "./rules"

const request = requestOf({ ...BLANK, description: "one" })
const other = requestOf({ ...BLANK, description: "two" })

let { keyFor, settled } = await import("./onceOnly")

/** The page as it is after it was loaded anew. */
async function reload() {
  vi.resetModules()
  ;({ keyFor, settled } = await import("./onceOnly"))
}

beforeEach(async () => {
  sessionStorage.clear()
  await reload()
})

it("keeps its key while nobody knows what became of it", () => {
  expect(keyFor(request, 0)).toBe(keyFor(request, 60_000))
})

it("keeps its key over a reload", async () => {
  const key = keyFor(request, 0)
  await reload()
  expect(keyFor(request, 60_000)).toBe(key)
})

it("keeps its key for the second half of a double click", () => {
  const key = keyFor(request, 0)
  settled(key, 100)
  expect(keyFor(request, 400)).toBe(key)
})

it("gets another key once it was answered and is asked again", () => {
  const key = keyFor(request, 0)
  settled(key, 100)
  expect(keyFor(request, 5_000)).not.toBe(key)
})

it("gets another key with other content", () => {
  expect(keyFor(other, 1)).not.toBe(keyFor(request, 0))
})
